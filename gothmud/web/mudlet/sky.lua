-- The hour and the weather, at the top.

local hour, weather = "", ""

local function draw()
  gothmud.sky:echo("<center>" .. hour .. " &middot; " .. weather .. "</center>")
end

-- A label reads HTML: what comes from the city's files is written so that it is text.
local function plain(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"))
end

gothmud.on("Gothmud.Time", function(time)
  hour = time.city:sub(12, 16) .. ", " .. time.part
  draw()
end)

gothmud.on("Gothmud.Weather", function(sky)
  weather = ("%s %.0f degrees"):format(plain(sky.text), sky.celsius)
  draw()
end)
