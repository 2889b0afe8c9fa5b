-- Calls of the language model. What the endpoint didn't report is empty, not zero.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- city_time: the hour on the tower
-- real_time: the wall's time at its end, UTC
-- agent: the mind's id
-- purpose: what it was for
-- priority: how urgent it was
-- model: the model's name
-- ok: whether it was answered
-- failure: why not
-- prompt_tokens: tokens asked
-- cached_tokens: those of them that the endpoint had already
-- output_tokens: tokens answered
-- novel_tokens: tokens that no earlier request of the context had
-- queue_seconds: wait in our queue
-- model_seconds: wait at the model
-- first_token_seconds: wait for the first token
-- cause: what was perceived that led here, or empty
SELECT city, id, seq, city_time, real_time, agent, purpose, priority, model, ok, failure, prompt_tokens, cached_tokens,
  output_tokens, novel_tokens, queue_seconds, model_seconds, first_token_seconds, cause
FROM events WHERE kind = 'call';
