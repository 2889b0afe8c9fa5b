-- As much of Mudlet's API as our package calls. What it would draw is kept where a test can read it.

gmcp = {}
rooms, areas, centre, sent, border = {}, {}, nil, {}, 0
consoles, labels, handlers = {}, {}, {}

local function widget(kept)
  local class = {}
  class.__index = class
  function class:new(cons, parent)
    assert(cons.name and parent, "a widget needs a name and a parent")
    assert(not kept[cons.name], "twice: " .. cons.name)
    local made = setmetatable({ text = "", shown = true }, class)
    kept[cons.name] = made
    return made
  end
  function class:echo(text) self.text = (self.console and self.text or "") .. text end
  function class:clear() self.text = "" end
  function class:show() self.shown = true end
  function class:hide() self.shown = false end
  function class:setClickCallback(call) self.click = call end
  return class
end

Geyser = { Container = {}, Label = widget(labels), MiniConsole = widget(consoles), Mapper = widget({}) }
Geyser.MiniConsole.console = true
function Geyser.Container:new(cons) return cons end

function setBorderRight(pixels) border = pixels end
function registerNamedEventHandler(_, name, event, call)
  handlers[event] = handlers[event] or {}
  handlers[event][name] = call
end
function raiseEvent(event) for _, call in pairs(handlers[event] or {}) do call(event) end end
function send(line, _) table.insert(sent, line) end

local function known(id) return assert(rooms[id], "no room " .. tostring(id)) end

function roomExists(id) return rooms[id] ~= nil end
function addRoom(id) rooms[id] = { exits = {}, special = {}, stubs = {} } end
function setRoomName(id, name) known(id).name = name end
function setRoomArea(id, area) known(id).area = area end
function setRoomCoordinates(id, x, y, z) known(id).at = x .. "," .. y .. "," .. z end
function setExit(from, to, way) known(to); known(from).exits[way] = to; known(from).stubs[way] = nil end
function addSpecialExit(from, to, way) known(to); known(from).special[way] = to end
function setExitStub(id, way, on) known(id).stubs[way] = on end
function centerview(id) known(id); centre = id end
function getAreaTable() return areas end
function addAreaName(name)
  local count = 1
  for _ in pairs(areas) do count = count + 1 end
  areas[name] = count
  return count
end
