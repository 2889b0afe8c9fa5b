-- The map, drawn as one walks: each room that the city tells of is put where it lies, with its exits. Rooms keep their
-- numbers over rebuilds, so a map that was downloaded (Client.Map) and one that was walked are the same.

local WORDS = {
  n = "north", e = "east", s = "south", w = "west", ne = "northeast", se = "southeast", sw = "southwest",
  nw = "northwest", u = "up", d = "down", ["in"] = "in", out = "out",
}
local ahead = {} -- exits to rooms that nobody has seen yet, by the number of the room

local function join(from, to, way)
  if WORDS[way] then setExit(from, to, WORDS[way]) else addSpecialExit(from, to, way) end
end

local function look_ahead(from, to, way)
  if WORDS[way] then setExitStub(from, WORDS[way], true) end
  ahead[to] = ahead[to] or {}
  ahead[to][from] = way
end

local function put(room)
  if not roomExists(room.num) then addRoom(room.num) end
  setRoomName(room.num, room.name)
  setRoomArea(room.num, getAreaTable()[room.area] or addAreaName(room.area))
  setRoomCoordinates(room.num, room.x, room.y, room.z)
end

gothmud.on("Room.Info", function(room)
  put(room)
  for way, to in pairs(room.exits) do
    if roomExists(to) then join(room.num, to, way) else look_ahead(room.num, to, way) end
  end
  for from, way in pairs(ahead[room.num] or {}) do join(from, room.num, way) end
  ahead[room.num] = nil
  centerview(room.num)
end)

--- Mudlet calls this when a room on the map is clicked: walk there.
function doSpeedWalk()
  for _, way in ipairs(speedWalkDir) do send(WORDS[way] or way, false) end
end
