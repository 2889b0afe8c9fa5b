-- Two people in one room at one time: from when the second was there until the first was gone.
-- city: the city's name
-- room: the room's number
-- one: the smaller of the two numbers
-- other: the larger
-- begins: city time
-- ends: city time
SELECT one.city, one.room, one.who AS one, other.who AS other, greatest(one.begins, other.begins) AS begins,
  least(one.ends, other.ends) AS ends
FROM stays AS one JOIN stays AS other
  ON one.city = other.city AND one.room = other.room AND one.who < other.who
  AND one.begins < other.ends AND other.begins < one.ends;
