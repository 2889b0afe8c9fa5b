"""Forty ordinary things that a stranger says in a strange city."""

QUESTIONS = (
    "Good day. How are you?", "What is your name?", "What do you do here?", "Who lives in this city?",
    "Why has the clock stopped?", "Where is the harbour?", "What happened three weeks ago?", "Is the coffee good?",
    "Have you seen a robot?", "Do you like your work?", "What is that noise?", "Who took the ward keys?",
    "It rains a lot here.", "What would you eat today?", "Do you trust the detective?", "Where can I sleep tonight?",
    "I have just arrived.", "What is the tower for?", "Who winds the clock?", "Is it far to the hospital?",
    "What are you thinking of?", "Are you afraid of the dark?", "How old is the bridge?", "Do you know Ada?",
    "Do you know Hester?", "Why do you smile?", "What is the best place in the city?", "Can you keep a secret?",
    "Somebody left wet coins on the sill.", "Have you read a good book lately?", "What is under the bridge?",
    "I am looking for work.", "Is there a boat tomorrow?", "What do you know about the missing arm?",
    "Did you sleep well?", "What is wrong with the well?", "Who is in bed nine?", "May I sit down?",
    "What time is it?", "Thank you, and good night.",
)  # fmt: skip
