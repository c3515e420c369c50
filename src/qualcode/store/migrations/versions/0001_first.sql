CREATE TABLE study (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT DEFAULT '' NOT NULL, 
	attribution TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT ck_study_only_one CHECK (id = 1), 
	CONSTRAINT uq_study_uuid UNIQUE (uuid)
);;
CREATE TABLE coder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT uq_coder_uuid UNIQUE (uuid), 
	CONSTRAINT uq_coder_name UNIQUE (name)
);;
CREATE TABLE participant_group (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	label TEXT NOT NULL, 
	population INTEGER CONSTRAINT ck_participant_group_population CHECK (population >= 0), 
	position INTEGER NOT NULL, 
	CONSTRAINT uq_participant_group_uuid UNIQUE (uuid), 
	CONSTRAINT uq_participant_group_name UNIQUE (name)
);;
CREATE TABLE wave (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT uq_wave_uuid UNIQUE (uuid), 
	CONSTRAINT uq_wave_name UNIQUE (name)
);;
CREATE TABLE choice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	label TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT uq_choice_dimension_key UNIQUE (dimension, "key"), 
	CONSTRAINT uq_choice_uuid UNIQUE (uuid)
);;
CREATE TABLE operation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	label TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	target_id INTEGER, 
	arguments TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	at TEXT NOT NULL, 
	state TEXT NOT NULL, 
	rows INTEGER DEFAULT '0' NOT NULL
);;
CREATE INDEX ix_operation_state ON operation (state, id);;
CREATE INDEX ix_operation_origin ON operation (origin, id);;
CREATE TABLE participant (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	speaker TEXT NOT NULL, 
	group_id INTEGER, 
	label TEXT NOT NULL, 
	number INTEGER, 
	sex TEXT, 
	role TEXT, 
	position INTEGER NOT NULL, 
	CONSTRAINT uq_participant_uuid UNIQUE (uuid), 
	CONSTRAINT uq_participant_speaker UNIQUE (speaker), 
	CONSTRAINT fk_participant_group_id FOREIGN KEY(group_id) REFERENCES participant_group (id) ON DELETE RESTRICT
);;
CREATE TABLE document (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	wave_id INTEGER, 
	date TEXT, 
	place TEXT, 
	mode TEXT, 
	minutes FLOAT, 
	language TEXT, 
	recorded INTEGER, 
	interviewer TEXT, 
	invited INTEGER, 
	attended INTEGER, 
	default_phase_id INTEGER, 
	sha256 TEXT NOT NULL, 
	source_name TEXT NOT NULL, 
	source_format TEXT NOT NULL, 
	notes TEXT DEFAULT '' NOT NULL, 
	characters INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	plain INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_document_plain CHECK (plain in (0, 1)), 
	position INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT uq_document_uuid UNIQUE (uuid), 
	CONSTRAINT uq_document_name UNIQUE (name), 
	CONSTRAINT fk_document_wave_id FOREIGN KEY(wave_id) REFERENCES wave (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_document_default_phase_id FOREIGN KEY(default_phase_id) REFERENCES choice (id) ON DELETE RESTRICT
);;
CREATE TABLE code (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	parent_id INTEGER, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	colour INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	provenance TEXT DEFAULT '' NOT NULL, 
	definition TEXT DEFAULT '' NOT NULL, 
	inclusion TEXT DEFAULT '' NOT NULL, 
	exclusion TEXT DEFAULT '' NOT NULL, 
	example TEXT DEFAULT '' NOT NULL, 
	atypical TEXT DEFAULT '' NOT NULL, 
	codable INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_code_codable CHECK (codable in (0, 1)), 
	locked INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_code_locked CHECK (locked in (0, 1)), 
	status TEXT NOT NULL, 
	coder_id INTEGER, 
	created_at TEXT NOT NULL, 
	CONSTRAINT ck_code_no_self_parent CHECK (parent_id <> id), 
	CONSTRAINT uq_code_parent_id_name UNIQUE (parent_id, name), 
	CONSTRAINT uq_code_uuid UNIQUE (uuid), 
	CONSTRAINT fk_code_parent_id FOREIGN KEY(parent_id) REFERENCES code (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_code_coder_id FOREIGN KEY(coder_id) REFERENCES coder (id) ON DELETE RESTRICT
);;
CREATE UNIQUE INDEX uq_code_root_name ON code (name) WHERE parent_id IS NULL;;
CREATE TABLE memo (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	type TEXT NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	text TEXT NOT NULL, 
	coder_id INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	edited_at TEXT, 
	CONSTRAINT uq_memo_uuid UNIQUE (uuid), 
	CONSTRAINT fk_memo_coder_id FOREIGN KEY(coder_id) REFERENCES coder (id) ON DELETE RESTRICT
);;
CREATE TABLE change (
	seq INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT pk_change PRIMARY KEY (seq), 
	CONSTRAINT fk_change_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) ON DELETE RESTRICT
);;
CREATE INDEX ix_change_operation_id ON change (operation_id);;
CREATE INDEX ix_change_table_name ON change (table_name, seq);;
CREATE TABLE participant_attribute (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	participant_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT uq_participant_attribute_participant_id_name UNIQUE (participant_id, name), 
	CONSTRAINT fk_participant_attribute_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE RESTRICT
);;
CREATE TABLE paragraph (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	document_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start INTEGER NOT NULL CONSTRAINT ck_paragraph_start CHECK (start >= 0), 
	text TEXT NOT NULL, 
	CONSTRAINT uq_paragraph_document_id_position UNIQUE (document_id, position), 
	CONSTRAINT fk_paragraph_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT
);;
CREATE TABLE speaker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	document_id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	participant_id INTEGER, 
	moderator INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_speaker_moderator CHECK (moderator in (0, 1)), 
	decided INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_speaker_decided CHECK (decided in (0, 1)), 
	CONSTRAINT uq_speaker_document_id_label UNIQUE (document_id, label), 
	CONSTRAINT uq_speaker_uuid UNIQUE (uuid), 
	CONSTRAINT fk_speaker_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_speaker_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE RESTRICT
);;
CREATE TABLE segment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	document_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	CONSTRAINT uq_segment_document_id_start_end UNIQUE (document_id, start, "end"), 
	CONSTRAINT ck_segment_span CHECK (start >= 0 and "end" > start), 
	CONSTRAINT uq_segment_uuid UNIQUE (uuid), 
	CONSTRAINT fk_segment_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT
);;
CREATE TABLE turn (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	document_id INTEGER NOT NULL, 
	speaker_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	said INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	time_ms INTEGER, 
	CONSTRAINT uq_turn_document_id_start UNIQUE (document_id, start), 
	CONSTRAINT ck_turn_span CHECK (start >= 0 and said >= start and "end" >= said and "end" > start), 
	CONSTRAINT fk_turn_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_turn_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE RESTRICT
);;
CREATE TABLE coding (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	segment_id INTEGER NOT NULL, 
	code_id INTEGER NOT NULL, 
	coder_id INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	edited_at TEXT, 
	phase_id INTEGER, 
	phase_assumed INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_coding_phase_assumed CHECK (phase_assumed in (0, 1)), 
	outcome_id INTEGER, 
	valence_id INTEGER, 
	locus_id INTEGER, 
	weight INTEGER CONSTRAINT ck_coding_weight CHECK (weight between 0 and 100), 
	comment TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_coding_segment_id_code_id_coder_id UNIQUE (segment_id, code_id, coder_id), 
	CONSTRAINT uq_coding_uuid UNIQUE (uuid), 
	CONSTRAINT fk_coding_segment_id FOREIGN KEY(segment_id) REFERENCES segment (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_coding_code_id FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_coding_coder_id FOREIGN KEY(coder_id) REFERENCES coder (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_coding_phase_id FOREIGN KEY(phase_id) REFERENCES choice (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_coding_outcome_id FOREIGN KEY(outcome_id) REFERENCES choice (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_coding_valence_id FOREIGN KEY(valence_id) REFERENCES choice (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_coding_locus_id FOREIGN KEY(locus_id) REFERENCES choice (id) ON DELETE RESTRICT
);;
CREATE INDEX ix_coding_code_id ON coding (code_id, segment_id, coder_id);;
CREATE TABLE outcome_change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uuid TEXT NOT NULL, 
	coding_id INTEGER NOT NULL, 
	outcome_id INTEGER, 
	coder_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_outcome_change_uuid UNIQUE (uuid), 
	CONSTRAINT fk_outcome_change_coding_id FOREIGN KEY(coding_id) REFERENCES coding (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_outcome_change_outcome_id FOREIGN KEY(outcome_id) REFERENCES choice (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_outcome_change_coder_id FOREIGN KEY(coder_id) REFERENCES coder (id) ON DELETE RESTRICT
);;
CREATE INDEX ix_outcome_change_coding_id ON outcome_change (coding_id);;
CREATE TABLE memo_link (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	memo_id INTEGER NOT NULL, 
	document_id INTEGER, 
	participant_id INTEGER, 
	code_id INTEGER, 
	segment_id INTEGER, 
	coding_id INTEGER, 
	CONSTRAINT ck_memo_link_one_target CHECK ((document_id is not null) + (participant_id is not null) + (code_id is not null) + (segment_id is not null) + (coding_id is not null) <= 1), 
	CONSTRAINT fk_memo_link_memo_id FOREIGN KEY(memo_id) REFERENCES memo (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_memo_link_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_memo_link_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_memo_link_code_id FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_memo_link_segment_id FOREIGN KEY(segment_id) REFERENCES segment (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_memo_link_coding_id FOREIGN KEY(coding_id) REFERENCES coding (id) ON DELETE RESTRICT
);;
CREATE INDEX ix_memo_link_memo_id ON memo_link (memo_id);;
CREATE INDEX ix_memo_link_coding_id ON memo_link (coding_id);;
CREATE INDEX ix_memo_link_segment_id ON memo_link (segment_id);;
create virtual table paragraph_search using fts5(text, content='paragraph', content_rowid='id', tokenize='unicode61 remove_diacritics 2');;
insert into paragraph_search(paragraph_search, rank) values('secure-delete', 1);;
create trigger paragraph_search_i after insert on paragraph begin insert into paragraph_search(rowid, text) values(new.id, new.text); end;;
create trigger paragraph_search_d after delete on paragraph begin insert into paragraph_search(paragraph_search, rowid, text) values('delete', old.id, old.text); end;;
create trigger paragraph_search_u after update of text on paragraph begin insert into paragraph_search(paragraph_search, rowid, text) values('delete', old.id, old.text); insert into paragraph_search(rowid, text) values(new.id, new.text); end
