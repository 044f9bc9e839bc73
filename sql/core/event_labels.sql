-- Grain: one row per mention of `sentences` (columns event_mention_id, sentence, and the offsets of both), with what an
-- event that it stands for is called by: what is around it in its sentence.
-- Key: event_mention_id.
select
    event_mention_id,
    trim(
        regexp_replace(
            substr(
                sentence,
                greatest(0, start_char - 80 - sentence_start_char) + 1,
                least(sentence_end_char, end_char + 80) - greatest(sentence_start_char, start_char - 80)
            ),
            '\s+', ' ', 'g'
        )
    ) as label
from sentences;
