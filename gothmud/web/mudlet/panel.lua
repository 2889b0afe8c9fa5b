-- The panel at the right: sky and hour, the map, who is here, and the talk in tabs. The other scripts fill it.
-- What people say is shown by echo, never by cecho: their words are data and colour nothing.

gothmud = gothmud or {}
gothmud.WIDTH = 420

local side = Geyser.Container:new({ name = "gothmud.side", x = -gothmud.WIDTH, y = 0, width = gothmud.WIDTH, height = "100%" })
setBorderRight(gothmud.WIDTH)

local function console(name, y, height)
  return Geyser.MiniConsole:new(
    { name = "gothmud." .. name, x = 0, y = y, width = "100%", height = height, autoWrap = true, scrollBar = true, fontSize = 10 },
    side)
end

gothmud.sky = Geyser.Label:new({ name = "gothmud.sky", x = 0, y = 0, width = "100%", height = "5%" }, side)
gothmud.mapper = Geyser.Mapper:new({ name = "gothmud.mapper", x = 0, y = "5%", width = "100%", height = "45%" }, side)
gothmud.here = console("here", "50%", "15%")

gothmud.TABS = { "room", "whispers", "city", "letters" }
gothmud.tabs, gothmud.talk = {}, {}

--- Show one tab of the talk, and no other.
function gothmud.open(name)
  gothmud.shown = name
  for _, each in ipairs(gothmud.TABS) do
    gothmud.talk[each][each == name and "show" or "hide"](gothmud.talk[each])
    gothmud.tabs[each]:echo(each == name and "<b>" .. each .. "</b>" or each)
  end
end

for number, each in ipairs(gothmud.TABS) do
  local place = { name = "gothmud.tab." .. each, x = 25 * (number - 1) .. "%", y = "65%", width = "25%", height = "4%" }
  gothmud.tabs[each] = Geyser.Label:new(place, side)
  gothmud.tabs[each]:setClickCallback(function() gothmud.open(each) end)
  gothmud.talk[each] = console("talk." .. each, "69%", "31%")
end
gothmud.open("room")

--- Call a function with the newest message whenever one of this name comes; a package that is replaced listens once.
function gothmud.on(message, heard)
  registerNamedEventHandler("gothmud", message, "gmcp." .. message, function()
    local value = gmcp
    for part in message:gmatch("[^.]+") do value = value and value[part] end
    if value then heard(value) end
  end)
end
