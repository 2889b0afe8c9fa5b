-- What is said, in tabs: in the room, whispered, on the city's channel, in letters.

local VERBS = { say = "says", whisper = "whispers" }

local function name(who, called)
  local me = gmcp.Gothmud and gmcp.Gothmud.Welcome
  return me and me.body == who and "You" or called
end

local function show(tab, message, line)
  gothmud.talk[tab]:echo(message.at:sub(12, 16) .. "  " .. line .. "\n")
end

gothmud.on("Gothmud.Say", function(said)
  local who = name(said.who, said.called)
  local tab = said.mode == "whisper" and "whispers" or "room"
  if said.mode == "emote" then return show(tab, said, said.called .. " " .. said.text) end
  local verb = who == "You" and VERBS[said.mode]:sub(1, -2) or VERBS[said.mode]
  local to = said.to and " to " .. name(said.to, said.to_called):gsub("^You$", "you") or ""
  show(tab, said, who .. " " .. verb .. to .. ": " .. said.text)
end)

gothmud.on("Comm.Channel.Text", function(said)
  show("city", said, said.talker .. ": " .. said.text)
end)

gothmud.on("Gothmud.Letter", function(letter)
  show("letters", letter, letter.called .. " wrote: " .. letter.text)
end)
