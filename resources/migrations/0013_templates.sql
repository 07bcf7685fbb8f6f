-- Templates are read from the tree, by this. A version that did not know them stored them without their kind; opening the store
-- finds it (HiddenDocuments).
CREATE INDEX IF NOT EXISTS document_template ON document(key) WHERE type = 'template';
INSERT OR REPLACE INTO meta (name, value) SELECT 'hidden_documents', '0'
    WHERE EXISTS (SELECT 1 FROM document WHERE type = '' AND id LIKE 'template:_%');
