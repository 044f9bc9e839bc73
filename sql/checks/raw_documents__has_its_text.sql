-- Every document that is not empty has its text.
select document.document_id
from audited as document
anti join raw.document_texts as part on document.document_id = part.document_id
where document.char_count > 0;
