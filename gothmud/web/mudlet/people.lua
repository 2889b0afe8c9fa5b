-- Who is here, and who of them sleeps or is looking for words.

local people, thinking = {}, {}

local function draw()
  local names = {}
  for id, each in pairs(people) do
    local state = each.asleep and " (asleep)" or not each.awake and " (lost in thought)" or thinking[id] and " ..." or ""
    table.insert(names, each.fullname .. state)
  end
  table.sort(names)
  gothmud.here:clear()
  gothmud.here:echo(#names > 0 and table.concat(names, "\n") or "nobody")
end

gothmud.on("Room.Players", function(all)
  people, thinking = {}, {}
  for _, each in ipairs(all) do people[each.id] = each end
  draw()
end)

gothmud.on("Room.AddPlayer", function(one)
  people[one.id] = one
  draw()
end)

gothmud.on("Room.RemovePlayer", function(one)
  people[one.id] = nil
  draw()
end)

gothmud.on("Gothmud.Thinks", function(one)
  thinking[one.who] = one.on or nil
  draw()
end)
