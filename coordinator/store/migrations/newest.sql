CREATE TABLE absence_review (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	until DATE NOT NULL, 
	note TEXT NOT NULL, 
	reviewed_at DATETIME NOT NULL, 
	reviewed_by CHAR(32) NOT NULL, 
	CONSTRAINT ck_absence_review_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_absence_review_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_absence_review_reviewed_by_facilitator FOREIGN KEY(reviewed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_absence_review PRIMARY KEY (id)
);

CREATE TABLE "addendum" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	note_id CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	signed_at DATETIME NOT NULL, 
	signed_by CHAR(32) NOT NULL, 
	signer TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	supervisor_id CHAR(32), 
	supervisor TEXT, 
	CONSTRAINT ck_addendum_known_addendumkind CHECK (kind IN ('addendum', 'correction', 'late_entry')), 
	CONSTRAINT ck_addendum_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_addendum_note_id_note FOREIGN KEY(note_id) REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_addendum_signed_by_facilitator FOREIGN KEY(signed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_addendum_supervisor_id_facilitator FOREIGN KEY(supervisor_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_addendum PRIMARY KEY (id)
);

CREATE TABLE addendum_co_signature (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	addendum_id CHAR(32) NOT NULL, 
	signed_at DATETIME NOT NULL, 
	signed_by CHAR(32) NOT NULL, 
	signer TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT ck_addendum_co_signature_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_addendum_co_signature_addendum_id_addendum FOREIGN KEY(addendum_id) REFERENCES addendum (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_addendum_co_signature_signed_by_facilitator FOREIGN KEY(signed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_addendum_co_signature PRIMARY KEY (id), 
	CONSTRAINT uq_addendum_co_signature_addendum_id UNIQUE (addendum_id)
);

CREATE TABLE addendum_draft (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	note_id CHAR(32) NOT NULL, 
	author_id CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT ck_addendum_draft_known_addendumkind CHECK (kind IN ('addendum', 'correction', 'late_entry')), 
	CONSTRAINT ck_addendum_draft_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_addendum_draft_author_id_facilitator FOREIGN KEY(author_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_addendum_draft_note_id_note FOREIGN KEY(note_id) REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_addendum_draft PRIMARY KEY (id), 
	CONSTRAINT uq_addendum_draft_note_id_author_id UNIQUE (note_id, author_id)
);

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE alias (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	alias_key TEXT NOT NULL, 
	shown_name TEXT NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	confirmed_by CHAR(32) NOT NULL, 
	CONSTRAINT ck_alias_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_alias_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_alias_confirmed_by_facilitator FOREIGN KEY(confirmed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_alias PRIMARY KEY (id), 
	CONSTRAINT uq_alias_alias_key_client_id UNIQUE (alias_key, client_id)
);

CREATE TABLE attendance (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	mark VARCHAR(40) NOT NULL, 
	late BOOLEAN NOT NULL, 
	left_early BOOLEAN NOT NULL, 
	arrived_late_minutes INTEGER, 
	left_early_minutes INTEGER, 
	away_minutes INTEGER NOT NULL, 
	announced BOOLEAN NOT NULL, 
	reason VARCHAR(40), 
	reason_note TEXT NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	import_id CHAR(32), 
	marked_at DATETIME, 
	marked_by CHAR(32), 
	modality VARCHAR(40) NOT NULL, 
	location TEXT NOT NULL, 
	location_state TEXT NOT NULL, 
	location_confirmed_at DATETIME, 
	contact_confirmed_at DATETIME, 
	confirmed_by CHAR(32), callback_number TEXT, emergency_number TEXT, callback_confirmed_at DATETIME, 
	CONSTRAINT ck_attendance_arrived_late_minutes_at_least_0 CHECK (arrived_late_minutes IS NULL OR arrived_late_minutes >= 0), 
	CONSTRAINT ck_attendance_arrived_late_minutes_is_a_number CHECK (arrived_late_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_attendance_away_minutes_at_least_0 CHECK (away_minutes IS NULL OR away_minutes >= 0), 
	CONSTRAINT ck_attendance_away_minutes_is_a_number CHECK (away_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_attendance_known_excusereason CHECK (reason IN ('medical', 'court', 'work_or_school', 'family', 'other')), 
	CONSTRAINT ck_attendance_known_mark CHECK (mark IN ('unmarked', 'present', 'absent', 'excused', 'removed')), 
	CONSTRAINT ck_attendance_known_marksource CHECK (source IN ('typed', 'report', 'rule')), 
	CONSTRAINT ck_attendance_known_modality CHECK (modality IN ('video', 'audio_only', 'mixed', 'in_person')), 
	CONSTRAINT ck_attendance_left_early_minutes_at_least_0 CHECK (left_early_minutes IS NULL OR left_early_minutes >= 0), 
	CONSTRAINT ck_attendance_left_early_minutes_is_a_number CHECK (left_early_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_attendance_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_attendance_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_attendance_confirmed_by_facilitator FOREIGN KEY(confirmed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_attendance_import_id_report_import FOREIGN KEY(import_id) REFERENCES report_import (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_attendance_marked_by_facilitator FOREIGN KEY(marked_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_attendance_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_attendance PRIMARY KEY (id), 
	CONSTRAINT uq_attendance_session_id_client_id UNIQUE (session_id, client_id)
);

CREATE TABLE "audit" (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	actor_id CHAR(32), 
	action VARCHAR(40) NOT NULL, 
	subject_id TEXT NOT NULL, 
	topics TEXT NOT NULL, 
	detail JSON NOT NULL, 
	previous TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT ck_audit_known_action CHECK (action IN ('create_vault', 'unlock', 'lock', 'add_facilitator', 'change_facilitator', 'change_program', 'add_client', 'change_client', 'discharge_client', 'readmit_client', 'remove_client', 'add_group', 'change_group', 'archive_group', 'enroll', 'end_enrolment', 'join_waitlist', 'leave_waitlist', 'add_consent', 'revoke_consent', 'raise_flag', 'read_flag', 'clear_flag', 'import_roster', 'undo_roster_import', 'add_block', 'change_block', 'remove_block', 'add_closure', 'remove_closure', 'plan_sessions', 'skip_session', 'move_session', 'return_session', 'cancel_session', 'restore_session', 'substitute', 'add_session', 'set_link', 'set_topic', 'launch', 'return_to_planned', 'end_session', 'reopen_session', 'close_overdue', 'mark', 'mark_all_present', 'mark_unmarked_absent', 'restore_marks', 'confirm_location', 'add_observation', 'change_observation', 'remove_observation', 'log_outreach', 'remove_outreach', 'plan_absence', 'remove_planned_absence', 'record_service_time', 'remove_service_time', 'apply_report', 'undo_report', 'save_draft', 'sign_note', 'withdraw_signature', 'add_addendum', 'set_week_plan', 'export_summary', 'deliver_moment', 'dismiss_reminder', 'fill_sample', 'remove_sample', 'add_walk_in', 'remove_walk_in', 'set_modality', 'add_visitor', 'change_visitor', 'remove_visitor', 'state_license_reason', 'log_disconnection', 'change_disconnection', 'remove_disconnection', 'review_absences', 'remember_columns', 'add_template', 'change_template', 'remove_template', 'offer_template', 'retire_template', 'move_template', 'learn_word', 'forget_word', 'view_record', 'failed_unlock', 'print_record', 'export_calendar', 'copy_vault', 'note_file_change', 'set_supervision', 'cosign_note', 'withdraw_cosignature', 'save_addendum_draft', 'drop_addendum_draft', 'open_process_notes', 'back_up_process_notes', 'restore_process_notes', 'confirm_callback', 'set_emergency_number', 'step_out', 'come_back', 'remove_step_out', 'finish_safety_task', 'set_care_level', 'remove_care_level', 'add_authorization', 'change_authorization', 'remove_authorization', 'hand_over', 'withdraw_packet', 'open_packet', 'return_packet', 'merge_packet', 'unmerge_packet', 'bring_signed')), 
	CONSTRAINT fk_audit_actor_id_facilitator FOREIGN KEY(actor_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "block" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	group_id CHAR(32) NOT NULL, 
	weekday VARCHAR(40) NOT NULL, 
	starts TIME NOT NULL, 
	minutes INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	from_on DATE NOT NULL, 
	until_on DATE, 
	every_weeks INTEGER NOT NULL, 
	despite TEXT, 
	facilitator_id CHAR(32), 
	CONSTRAINT ck_block_every_weeks_at_least_1 CHECK (every_weeks IS NULL OR every_weeks >= 1), 
	CONSTRAINT ck_block_every_weeks_is_a_number CHECK (every_weeks BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_block_known_weekday CHECK (weekday IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')), 
	CONSTRAINT ck_block_minutes_at_least_1 CHECK (minutes IS NULL OR minutes >= 1), 
	CONSTRAINT ck_block_minutes_is_a_number CHECK (minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_block_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_block_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_block_group_id_client_group FOREIGN KEY(group_id) REFERENCES client_group (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_block PRIMARY KEY (id)
);

CREATE TABLE care_level (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	from_on DATE NOT NULL, 
	level VARCHAR(40) NOT NULL, 
	ordered_weekly_minutes INTEGER, 
	transition_until DATE, 
	CONSTRAINT ck_care_level_known_levelofcare CHECK (level IN ('asam_1', 'asam_2_1', 'asam_2_5', 'mh_op', 'mh_iop', 'mh_php', 'other')), 
	CONSTRAINT ck_care_level_ordered_weekly_minutes_at_least_0 CHECK (ordered_weekly_minutes IS NULL OR ordered_weekly_minutes >= 0), 
	CONSTRAINT ck_care_level_ordered_weekly_minutes_is_a_number CHECK (ordered_weekly_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_care_level_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_care_level_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_care_level PRIMARY KEY (id), 
	CONSTRAINT uq_care_level_client_id_from_on UNIQUE (client_id, from_on)
);

CREATE TABLE client (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	code TEXT NOT NULL, 
	preferred_name TEXT NOT NULL, 
	legal_name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	pronouns TEXT NOT NULL, 
	born_on DATE, 
	zone TEXT NOT NULL, 
	home_state TEXT NOT NULL, 
	usual_location TEXT NOT NULL, 
	callback_number TEXT NOT NULL, 
	preferred_contact TEXT NOT NULL, 
	local_emergency_number TEXT NOT NULL, 
	weekly_goal_minutes INTEGER, 
	import_id CHAR(32), 
	CONSTRAINT ck_client_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_client_weekly_goal_minutes_at_least_0 CHECK (weekly_goal_minutes IS NULL OR weekly_goal_minutes >= 0), 
	CONSTRAINT ck_client_weekly_goal_minutes_is_a_number CHECK (weekly_goal_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_client_import_id_roster_import FOREIGN KEY(import_id) REFERENCES roster_import (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_client PRIMARY KEY (id), 
	CONSTRAINT uq_client_code UNIQUE (code)
);

CREATE TABLE client_group (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	program_id CHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	short_code TEXT NOT NULL, 
	colour VARCHAR(40) NOT NULL, 
	capacity INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	age_band VARCHAR(40) NOT NULL, 
	facilitator_id CHAR(32), 
	platform VARCHAR(40) NOT NULL, 
	link TEXT NOT NULL, 
	passcode TEXT NOT NULL, 
	backup_link TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	archived_at DATETIME, 
	import_id CHAR(32), limit_minutes INTEGER CONSTRAINT ck_client_group_limit_minutes_is_a_number CHECK (limit_minutes BETWEEN -2147483648 AND 2147483647) CONSTRAINT ck_client_group_limit_minutes_at_least_1 CHECK (limit_minutes IS NULL OR limit_minutes >= 1), 
	CONSTRAINT ck_client_group_capacity_at_least_1 CHECK (capacity IS NULL OR capacity >= 1), 
	CONSTRAINT ck_client_group_capacity_is_a_number CHECK (capacity BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_client_group_known_ageband CHECK (age_band IN ('adult', 'adolescent')), 
	CONSTRAINT ck_client_group_known_groupcolour CHECK (colour IN ('harbour', 'plum', 'moss', 'clay', 'indigo', 'slate')), 
	CONSTRAINT ck_client_group_known_platform CHECK (platform IN ('zoom', 'teams', 'meet', 'webex', 'doxy', 'jitsi', 'bigbluebutton', 'other')), 
	CONSTRAINT ck_client_group_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_client_group_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_client_group_import_id_roster_import FOREIGN KEY(import_id) REFERENCES roster_import (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_client_group_program_id_program FOREIGN KEY(program_id) REFERENCES program (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_client_group PRIMARY KEY (id), 
	CONSTRAINT uq_client_group_name_key UNIQUE (name_key)
);

CREATE TABLE closure (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	from_on DATE NOT NULL, 
	to_on DATE NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT ck_closure_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT pk_closure PRIMARY KEY (id)
);

CREATE TABLE co_signature (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	note_id CHAR(32) NOT NULL, 
	signed_at DATETIME NOT NULL, 
	signed_by CHAR(32) NOT NULL, 
	signer TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT ck_co_signature_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_co_signature_note_id_note FOREIGN KEY(note_id) REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_co_signature_signed_by_facilitator FOREIGN KEY(signed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_co_signature PRIMARY KEY (id), 
	CONSTRAINT uq_co_signature_note_id UNIQUE (note_id)
);

CREATE TABLE column_mapping (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	signature TEXT NOT NULL, 
	columns JSON NOT NULL, 
	remembered_at DATETIME NOT NULL, 
	remembered_by CHAR(32) NOT NULL, 
	CONSTRAINT ck_column_mapping_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_column_mapping_remembered_by_facilitator FOREIGN KEY(remembered_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_column_mapping PRIMARY KEY (id), 
	CONSTRAINT uq_column_mapping_signature UNIQUE (signature)
);

CREATE TABLE consent (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	signed_on DATE NOT NULL, 
	expires_on DATE, 
	expires_on_event TEXT NOT NULL, 
	revoked_on DATE, 
	discloser TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	information TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	signed_by TEXT NOT NULL, 
	revocation_explained BOOLEAN NOT NULL, 
	CONSTRAINT ck_consent_known_consentkind CHECK (kind IN ('telehealth', 'group_confidentiality', 'disclosure')), 
	CONSTRAINT ck_consent_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_consent_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_consent PRIMARY KEY (id)
);

CREATE TABLE delivered_moment (
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	due_at DATETIME NOT NULL, 
	delivered_at DATETIME NOT NULL, 
	dismissed_at DATETIME, 
	CONSTRAINT ck_delivered_moment_known_momentkind CHECK (kind IN ('link_check', 'reminder', 'start', 'no_show_list', 'end', 'unfinished')), 
	CONSTRAINT fk_delivered_moment_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_delivered_moment PRIMARY KEY (id), 
	CONSTRAINT uq_delivered_moment_session_id_kind_due_at UNIQUE (session_id, kind, due_at)
);

CREATE TABLE disconnection (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	dropped_at DATETIME NOT NULL, 
	back_at DATETIME, 
	recorded_by CHAR(32) NOT NULL, stepped_out BOOLEAN, 
	CONSTRAINT ck_disconnection_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_disconnection_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_disconnection_recorded_by_facilitator FOREIGN KEY(recorded_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_disconnection_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_disconnection PRIMARY KEY (id)
);

CREATE TABLE draft_seal (
	id CHAR(32) NOT NULL, 
	kind TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_draft_seal PRIMARY KEY (id)
);

CREATE TABLE emergency_contact (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	relationship TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	checked_at DATETIME, 
	CONSTRAINT ck_emergency_contact_position_is_a_number CHECK (position BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_emergency_contact_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_emergency_contact_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_emergency_contact PRIMARY KEY (id)
);

CREATE TABLE enrolment (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	group_id CHAR(32) NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	import_id CHAR(32), despite TEXT, 
	CONSTRAINT ck_enrolment_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_enrolment_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_enrolment_group_id_client_group FOREIGN KEY(group_id) REFERENCES client_group (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_enrolment_import_id_roster_import FOREIGN KEY(import_id) REFERENCES roster_import (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_enrolment PRIMARY KEY (id), 
	CONSTRAINT uq_enrolment_client_id_group_id_starts_on UNIQUE (client_id, group_id, starts_on)
);

CREATE TABLE episode (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	admitted_on DATE NOT NULL, 
	discharged_on DATE, 
	discharge_reason VARCHAR(40), 
	projected_discharge_on DATE, 
	discharge_plan TEXT NOT NULL, 
	CONSTRAINT ck_episode_known_dischargereason CHECK (discharge_reason IN ('completed', 'completed_court_commitment', 'left_against_advice', 'moved', 'transferred', 'deceased', 'administrative', 'lost_contact', 'incarcerated', 'other')), 
	CONSTRAINT ck_episode_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_episode_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_episode PRIMARY KEY (id)
);

CREATE TABLE "export" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	number TEXT NOT NULL, 
	week_starts_on DATE NOT NULL, 
	group_id CHAR(32), 
	client_id CHAR(32), 
	audience VARCHAR(40) NOT NULL, 
	formats TEXT NOT NULL, 
	names VARCHAR(40) NOT NULL, 
	digest TEXT NOT NULL, 
	exported_at DATETIME NOT NULL, 
	exported_by CHAR(32) NOT NULL, 
	consent_id CHAR(32), 
	recipient TEXT, 
	CONSTRAINT ck_export_known_audience CHECK (audience IN ('treatment-team', 'utilization-review', 'referral', 'client')), 
	CONSTRAINT ck_export_known_namestyle CHECK (names IN ('full', 'initials', 'id')), 
	CONSTRAINT ck_export_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_export_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_export_consent_id_consent FOREIGN KEY(consent_id) REFERENCES consent (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_export_exported_by_facilitator FOREIGN KEY(exported_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_export_group_id_client_group FOREIGN KEY(group_id) REFERENCES client_group (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_export PRIMARY KEY (id), 
	CONSTRAINT uq_export_number UNIQUE (number)
);

CREATE TABLE exported_file (
	id CHAR(32) NOT NULL, 
	export_id CHAR(32) NOT NULL, 
	format VARCHAR(40) NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT ck_exported_file_known_fileformat CHECK (format IN ('pdf', 'xlsx', 'csv', 'html', 'json', 'fhir')), 
	CONSTRAINT fk_exported_file_export_id_export FOREIGN KEY(export_id) REFERENCES export (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_exported_file PRIMARY KEY (id)
);

CREATE TABLE facilitator (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	credentials TEXT NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT ck_facilitator_known_staffrole CHECK (role IN ('facilitator', 'co_facilitator', 'primary_counselor', 'case_manager', 'prescriber', 'supervisor', 'program_director', 'observer')), 
	CONSTRAINT ck_facilitator_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT pk_facilitator PRIMARY KEY (id)
);

CREATE TABLE flag (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	raised_at DATETIME NOT NULL, 
	raised_by CHAR(32) NOT NULL, 
	read_at DATETIME, 
	cleared_at DATETIME, 
	CONSTRAINT ck_flag_known_flagkind CHECK (kind IN ('safety_plan', 'risk', 'access_need', 'no_contact', 'other')), 
	CONSTRAINT ck_flag_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_flag_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_flag_raised_by_facilitator FOREIGN KEY(raised_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_flag PRIMARY KEY (id)
);

CREATE TABLE former_name (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	until DATE NOT NULL, 
	CONSTRAINT ck_former_name_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_former_name_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_former_name PRIMARY KEY (id)
);

CREATE TABLE goal (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	number INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT ck_goal_number_is_a_number CHECK (number BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_goal_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_goal_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_goal PRIMARY KEY (id), 
	CONSTRAINT uq_goal_client_id_number UNIQUE (client_id, number)
);

CREATE TABLE group_session (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	group_id CHAR(32) NOT NULL, 
	block_id CHAR(32), 
	original_on DATE, 
	service_date DATE NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	zone TEXT NOT NULL, 
	planned_minutes INTEGER NOT NULL, 
	break_minutes INTEGER NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	exception VARCHAR(40), 
	original_starts_at DATETIME, 
	cancel_reason TEXT NOT NULL, 
	facilitator_id CHAR(32), 
	substitute BOOLEAN NOT NULL, 
	topic TEXT NOT NULL, 
	platform VARCHAR(40), 
	link TEXT NOT NULL, 
	passcode TEXT NOT NULL, 
	launched_at DATETIME, 
	launched_by CHAR(32), 
	started_at DATETIME, 
	ended_at DATETIME, 
	planned_at DATETIME, despite TEXT, 
	CONSTRAINT ck_group_session_break_minutes_is_a_number CHECK (break_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_group_session_known_exceptionkind CHECK (exception IN ('skipped', 'moved', 'cancelled', 'substitute', 'closure', 'extra')), 
	CONSTRAINT ck_group_session_known_platform CHECK (platform IN ('zoom', 'teams', 'meet', 'webex', 'doxy', 'jitsi', 'bigbluebutton', 'other')), 
	CONSTRAINT ck_group_session_known_sessionstatus CHECK (status IN ('planned', 'live', 'held', 'cancelled')), 
	CONSTRAINT ck_group_session_planned_minutes_at_least_1 CHECK (planned_minutes IS NULL OR planned_minutes >= 1), 
	CONSTRAINT ck_group_session_planned_minutes_is_a_number CHECK (planned_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_group_session_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_group_session_block_id_block FOREIGN KEY(block_id) REFERENCES block (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_group_session_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_group_session_group_id_client_group FOREIGN KEY(group_id) REFERENCES client_group (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_group_session_launched_by_facilitator FOREIGN KEY(launched_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_group_session PRIMARY KEY (id)
);

CREATE TABLE guest_packet (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	facilitator_id CHAR(32) NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	"key" TEXT NOT NULL, 
	opened_at DATETIME NOT NULL, 
	base JSON NOT NULL, 
	returned JSON NOT NULL, 
	returned_at DATETIME, 
	CONSTRAINT ck_guest_packet_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_guest_packet_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_guest_packet_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_guest_packet PRIMARY KEY (id)
);

CREATE TABLE interval (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	joined_at DATETIME NOT NULL, 
	left_at DATETIME NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	import_id CHAR(32), 
	CONSTRAINT ck_interval_known_marksource CHECK (source IN ('typed', 'report', 'rule')), 
	CONSTRAINT ck_interval_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_interval_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_interval_import_id_report_import FOREIGN KEY(import_id) REFERENCES report_import (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_interval_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_interval PRIMARY KEY (id)
);

CREATE TABLE known_word (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	word TEXT NOT NULL, 
	author_id CHAR(32) NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT ck_known_word_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_known_word_author_id_facilitator FOREIGN KEY(author_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_known_word PRIMARY KEY (id), 
	CONSTRAINT uq_known_word_word UNIQUE (word)
);

CREATE TABLE license_reason (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	stated_at DATETIME NOT NULL, 
	stated_by CHAR(32) NOT NULL, 
	CONSTRAINT ck_license_reason_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_license_reason_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_license_reason_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_license_reason_stated_by_facilitator FOREIGN KEY(stated_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_license_reason PRIMARY KEY (id), 
	CONSTRAINT uq_license_reason_session_id_client_id_state UNIQUE (session_id, client_id, state)
);

CREATE TABLE licensed_state (
	id CHAR(32) NOT NULL, 
	facilitator_id CHAR(32) NOT NULL, 
	state VARCHAR(2) NOT NULL, 
	CONSTRAINT ck_licensed_state_state_fits CHECK (length(state) <= 2), 
	CONSTRAINT fk_licensed_state_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_licensed_state PRIMARY KEY (id), 
	CONSTRAINT uq_licensed_state_facilitator_id_state UNIQUE (facilitator_id, state)
);

CREATE TABLE make_up (
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	missed_id CHAR(32) NOT NULL, 
	CONSTRAINT fk_make_up_missed_id_group_session FOREIGN KEY(missed_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_make_up_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_make_up PRIMARY KEY (id), 
	CONSTRAINT uq_make_up_session_id UNIQUE (session_id)
);

CREATE TABLE modality_change (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	modality VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	recorded_by CHAR(32) NOT NULL, 
	CONSTRAINT ck_modality_change_known_modality CHECK (modality IN ('video', 'audio_only', 'mixed', 'in_person')), 
	CONSTRAINT ck_modality_change_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_modality_change_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_modality_change_recorded_by_facilitator FOREIGN KEY(recorded_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_modality_change_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_modality_change PRIMARY KEY (id)
);

CREATE TABLE note (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32), 
	slot TEXT NOT NULL, 
	template TEXT NOT NULL, 
	author_id CHAR(32) NOT NULL, 
	sections JSON NOT NULL, 
	participation VARCHAR(40), 
	goals JSON NOT NULL, 
	facts JSON NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	signed_at DATETIME, 
	signed_by CHAR(32), 
	signer TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT ck_note_known_notestatus CHECK (status IN ('draft', 'signed')), 
	CONSTRAINT ck_note_known_participation CHECK (participation IN ('minimal', 'prompted', 'active', 'leading')), 
	CONSTRAINT ck_note_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_note_author_id_facilitator FOREIGN KEY(author_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_note_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_note_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_note_signed_by_facilitator FOREIGN KEY(signed_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT uq_note_slot UNIQUE (slot)
);

CREATE TABLE note_index (
	number INTEGER NOT NULL, 
	note_id CHAR(32) NOT NULL, 
	CONSTRAINT fk_note_index_note_id_note FOREIGN KEY(note_id) REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_note_index PRIMARY KEY (number), 
	CONSTRAINT uq_note_index_note_id UNIQUE (note_id)
);

CREATE VIRTUAL TABLE note_search USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6 7 8 9 10', tokenize='unicode61');

CREATE TABLE note_template (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	template TEXT NOT NULL, 
	replaces TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	participation BOOLEAN NOT NULL, 
	sections JSON NOT NULL, 
	author_id CHAR(32) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_note_template_known_templatekind CHECK (kind IN ('group', 'individual', 'no_show')), 
	CONSTRAINT ck_note_template_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_note_template_author_id_facilitator FOREIGN KEY(author_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_note_template PRIMARY KEY (id), 
	CONSTRAINT uq_note_template_template UNIQUE (template)
);

CREATE TABLE observation (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	text TEXT NOT NULL, 
	observed_at DATETIME NOT NULL, 
	author_id CHAR(32) NOT NULL, 
	follow_up BOOLEAN NOT NULL, 
	followed_up_at DATETIME, 
	CONSTRAINT ck_observation_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_observation_author_id_facilitator FOREIGN KEY(author_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_observation_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_observation_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_observation PRIMARY KEY (id)
);

CREATE TABLE "outreach" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	method VARCHAR(40) NOT NULL, 
	outcome VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	"by" CHAR(32) NOT NULL, 
	CONSTRAINT ck_outreach_known_outreachmethod CHECK (method IN ('call', 'text', 'email', 'emergency_contact', 'emergency_services')), 
	CONSTRAINT ck_outreach_known_outreachoutcome CHECK (outcome IN ('reached', 'no_answer', 'left_neutral_message')), 
	CONSTRAINT ck_outreach_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_outreach_by_facilitator FOREIGN KEY("by") REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_outreach_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_outreach_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_outreach PRIMARY KEY (id)
);

CREATE TABLE packet (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	facilitator_id CHAR(32) NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by CHAR(32) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	"key" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	base JSON NOT NULL, 
	merged JSON NOT NULL, 
	merged_at DATETIME, 
	returned TEXT NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT ck_packet_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_packet_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_packet_made_by_facilitator FOREIGN KEY(made_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_packet_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_packet PRIMARY KEY (id)
);

CREATE TABLE payer_authorization (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	unit VARCHAR(40) NOT NULL, 
	approved INTEGER NOT NULL, 
	from_on DATE NOT NULL, 
	to_on DATE NOT NULL, 
	next_review_on DATE, 
	number TEXT NOT NULL, 
	payer TEXT NOT NULL, 
	CONSTRAINT ck_payer_authorization_approved_at_least_1 CHECK (approved IS NULL OR approved >= 1), 
	CONSTRAINT ck_payer_authorization_approved_is_a_number CHECK (approved BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_payer_authorization_known_approvedunit CHECK (unit IN ('minutes', 'quarter_hours', 'days')), 
	CONSTRAINT ck_payer_authorization_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_payer_authorization_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_payer_authorization PRIMARY KEY (id)
);

CREATE TABLE planned_absence (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	expected_at DATETIME, 
	reason VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	announced_at DATETIME NOT NULL, 
	recorded_by CHAR(32) NOT NULL, 
	CONSTRAINT ck_planned_absence_known_excusereason CHECK (reason IN ('medical', 'court', 'work_or_school', 'family', 'other')), 
	CONSTRAINT ck_planned_absence_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_planned_absence_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_planned_absence_recorded_by_facilitator FOREIGN KEY(recorded_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_planned_absence_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_planned_absence PRIMARY KEY (id), 
	CONSTRAINT uq_planned_absence_session_id_client_id UNIQUE (session_id, client_id)
);

CREATE TABLE program (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	clinic_name TEXT NOT NULL, 
	address TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	home_state TEXT NOT NULL, 
	part2_covered BOOLEAN NOT NULL, 
	confidentiality_notice TEXT NOT NULL, 
	is_sample BOOLEAN NOT NULL, 
	CONSTRAINT ck_program_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT pk_program PRIMARY KEY (id)
);

CREATE TABLE "program_rule" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	program_id CHAR(32) NOT NULL, 
	effective_from DATE NOT NULL, 
	weekly_goal_minutes INTEGER NOT NULL, 
	weekly_goal_minutes_adolescent INTEGER NOT NULL, 
	week_starts VARCHAR(40) NOT NULL, 
	credit_rule VARCHAR(40) NOT NULL, 
	grace_minutes INTEGER NOT NULL, 
	gap_merge_minutes INTEGER NOT NULL, 
	min_size INTEGER NOT NULL, 
	max_size INTEGER NOT NULL, 
	min_minutes_per_day INTEGER NOT NULL, 
	min_days_per_week INTEGER NOT NULL, 
	individual_counts BOOLEAN NOT NULL, 
	note_due_days INTEGER NOT NULL, 
	review_after_absences INTEGER NOT NULL, absence_limit INTEGER CONSTRAINT ck_program_rule_absence_limit_is_a_number CHECK (absence_limit BETWEEN -2147483648 AND 2147483647) CONSTRAINT ck_program_rule_absence_limit_at_least_1 CHECK (absence_limit IS NULL OR absence_limit >= 1), absence_limit_weeks INTEGER CONSTRAINT ck_program_rule_absence_limit_weeks_is_a_number CHECK (absence_limit_weeks BETWEEN -2147483648 AND 2147483647) CONSTRAINT ck_program_rule_absence_limit_weeks_at_least_1 CHECK (absence_limit_weeks IS NULL OR absence_limit_weeks >= 1), adult_from_age INTEGER CONSTRAINT ck_program_rule_adult_from_age_is_a_number CHECK (adult_from_age BETWEEN -2147483648 AND 2147483647) CONSTRAINT ck_program_rule_adult_from_age_at_least_0 CHECK (adult_from_age IS NULL OR adult_from_age >= 0), uncounted_services TEXT, 
	CONSTRAINT ck_program_rule_gap_merge_minutes_is_a_number CHECK (gap_merge_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_grace_minutes_at_least_0 CHECK (grace_minutes IS NULL OR grace_minutes >= 0), 
	CONSTRAINT ck_program_rule_grace_minutes_is_a_number CHECK (grace_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_known_creditrule CHECK (credit_rule IN ('exact', 'nearest-5', 'nearest-15', 'floor-15', 'full-block-only')), 
	CONSTRAINT ck_program_rule_known_weekday CHECK (week_starts IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')), 
	CONSTRAINT ck_program_rule_max_size_is_a_number CHECK (max_size BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_min_days_per_week_is_a_number CHECK (min_days_per_week BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_min_minutes_per_day_is_a_number CHECK (min_minutes_per_day BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_min_size_is_a_number CHECK (min_size BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_note_due_days_is_a_number CHECK (note_due_days BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_review_after_absences_at_least_1 CHECK (review_after_absences IS NULL OR review_after_absences >= 1), 
	CONSTRAINT ck_program_rule_review_after_absences_is_a_number CHECK (review_after_absences BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_weekly_goal_minutes_adolescent_is_a_number CHECK (weekly_goal_minutes_adolescent BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_program_rule_weekly_goal_minutes_at_least_0 CHECK (weekly_goal_minutes IS NULL OR weekly_goal_minutes >= 0), 
	CONSTRAINT ck_program_rule_weekly_goal_minutes_is_a_number CHECK (weekly_goal_minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_program_rule_program_id_program FOREIGN KEY(program_id) REFERENCES program (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_program_rule PRIMARY KEY (id), 
	CONSTRAINT uq_program_rule_program_id_effective_from UNIQUE (program_id, effective_from)
);

CREATE TABLE report_import (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	platform VARCHAR(40) NOT NULL, 
	variant TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	row_count INTEGER NOT NULL, 
	applied_at DATETIME NOT NULL, 
	applied_by CHAR(32) NOT NULL, 
	undone_at DATETIME, 
	"before" JSON NOT NULL, 
	CONSTRAINT ck_report_import_known_platform CHECK (platform IN ('zoom', 'teams', 'meet', 'webex', 'doxy', 'jitsi', 'bigbluebutton', 'other')), 
	CONSTRAINT ck_report_import_row_count_is_a_number CHECK (row_count BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_report_import_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_report_import_applied_by_facilitator FOREIGN KEY(applied_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_report_import_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_report_import PRIMARY KEY (id)
);

CREATE TABLE roster_import (
	id CHAR(32) NOT NULL, 
	imported_at DATETIME NOT NULL, 
	imported_by CHAR(32) NOT NULL, 
	digest TEXT NOT NULL, 
	row_count INTEGER NOT NULL, 
	undone_at DATETIME, 
	"before" JSON NOT NULL, 
	CONSTRAINT ck_roster_import_row_count_is_a_number CHECK (row_count BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_roster_import_imported_by_facilitator FOREIGN KEY(imported_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_roster_import PRIMARY KEY (id)
);

CREATE TABLE safety_task (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	raised_at DATETIME NOT NULL, 
	raised_by CHAR(32) NOT NULL, 
	done_at DATETIME, 
	done_by CHAR(32), 
	outcome TEXT NOT NULL, 
	CONSTRAINT ck_safety_task_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_safety_task_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_safety_task_done_by_facilitator FOREIGN KEY(done_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_safety_task_raised_by_facilitator FOREIGN KEY(raised_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_safety_task_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_safety_task PRIMARY KEY (id)
);

CREATE TABLE "segment" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	block_id CHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	service_type VARCHAR(40) NOT NULL, 
	minutes INTEGER NOT NULL, 
	leader_id CHAR(32), 
	CONSTRAINT ck_segment_known_servicetype CHECK (service_type IN ('group_therapy', 'individual_therapy', 'family_therapy', 'psychoeducation', 'relapse_prevention', 'medication_management', 'case_management', 'break')), 
	CONSTRAINT ck_segment_minutes_at_least_1 CHECK (minutes IS NULL OR minutes >= 1), 
	CONSTRAINT ck_segment_minutes_is_a_number CHECK (minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_segment_position_is_a_number CHECK (position BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_segment_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_segment_block_id_block FOREIGN KEY(block_id) REFERENCES block (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_segment_leader_id_facilitator FOREIGN KEY(leader_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_segment PRIMARY KEY (id), 
	CONSTRAINT uq_segment_block_id_position UNIQUE (block_id, position)
);

CREATE TABLE series_exception (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	block_id CHAR(32) NOT NULL, 
	original_on DATE NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	starts_at DATETIME, 
	minutes INTEGER, 
	facilitator_id CHAR(32), 
	reason TEXT NOT NULL, 
	CONSTRAINT ck_series_exception_known_exceptionkind CHECK (kind IN ('skipped', 'moved', 'cancelled', 'substitute', 'closure', 'extra')), 
	CONSTRAINT ck_series_exception_minutes_is_a_number CHECK (minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_series_exception_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_series_exception_block_id_block FOREIGN KEY(block_id) REFERENCES block (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_series_exception_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_series_exception PRIMARY KEY (id), 
	CONSTRAINT uq_series_exception_block_id_original_on_kind UNIQUE (block_id, original_on, kind)
);

CREATE TABLE service_time (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	group_id CHAR(32), 
	service_type VARCHAR(40) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	minutes INTEGER NOT NULL, 
	facilitator_id CHAR(32) NOT NULL, 
	CONSTRAINT ck_service_time_known_servicetype CHECK (service_type IN ('group_therapy', 'individual_therapy', 'family_therapy', 'psychoeducation', 'relapse_prevention', 'medication_management', 'case_management', 'break')), 
	CONSTRAINT ck_service_time_minutes_at_least_1 CHECK (minutes IS NULL OR minutes >= 1), 
	CONSTRAINT ck_service_time_minutes_is_a_number CHECK (minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_service_time_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_service_time_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_service_time_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_service_time_group_id_client_group FOREIGN KEY(group_id) REFERENCES client_group (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_service_time PRIMARY KEY (id)
);

CREATE TABLE "session_segment" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	service_type VARCHAR(40) NOT NULL, 
	minutes INTEGER NOT NULL, 
	leader_id CHAR(32), 
	CONSTRAINT ck_session_segment_known_servicetype CHECK (service_type IN ('group_therapy', 'individual_therapy', 'family_therapy', 'psychoeducation', 'relapse_prevention', 'medication_management', 'case_management', 'break')), 
	CONSTRAINT ck_session_segment_minutes_at_least_1 CHECK (minutes IS NULL OR minutes >= 1), 
	CONSTRAINT ck_session_segment_minutes_is_a_number CHECK (minutes BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_session_segment_position_is_a_number CHECK (position BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_session_segment_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_session_segment_leader_id_facilitator FOREIGN KEY(leader_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_session_segment_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_session_segment PRIMARY KEY (id), 
	CONSTRAINT uq_session_segment_session_id_position UNIQUE (session_id, position)
);

CREATE TABLE supervision (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	facilitator_id CHAR(32) NOT NULL, 
	supervisor_id CHAR(32) NOT NULL, 
	CONSTRAINT ck_supervision_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_supervision_facilitator_id_facilitator FOREIGN KEY(facilitator_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_supervision_supervisor_id_facilitator FOREIGN KEY(supervisor_id) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_supervision PRIMARY KEY (id), 
	CONSTRAINT uq_supervision_facilitator_id UNIQUE (facilitator_id)
);

CREATE TABLE template_offer (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	template TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	offered BOOLEAN NOT NULL, 
	CONSTRAINT ck_template_offer_place_is_a_number CHECK (place BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_template_offer_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT pk_template_offer PRIMARY KEY (id), 
	CONSTRAINT uq_template_offer_template UNIQUE (template)
);

CREATE TABLE visitor (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	name TEXT NOT NULL, 
	note TEXT NOT NULL, 
	joined_at DATETIME NOT NULL, 
	left_at DATETIME, 
	recorded_by CHAR(32) NOT NULL, agreed_at DATETIME, 
	CONSTRAINT ck_visitor_known_visitorrole CHECK (role IN ('interpreter', 'observer', 'family')), 
	CONSTRAINT ck_visitor_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_visitor_recorded_by_facilitator FOREIGN KEY(recorded_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visitor_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_visitor PRIMARY KEY (id)
);

CREATE TABLE waitlist_place (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	group_id CHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	since DATE NOT NULL, 
	import_id CHAR(32), 
	CONSTRAINT ck_waitlist_place_position_is_a_number CHECK (position BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT ck_waitlist_place_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_waitlist_place_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_waitlist_place_group_id_client_group FOREIGN KEY(group_id) REFERENCES client_group (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_waitlist_place_import_id_roster_import FOREIGN KEY(import_id) REFERENCES roster_import (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_waitlist_place PRIMARY KEY (id), 
	CONSTRAINT uq_waitlist_place_client_id_group_id UNIQUE (client_id, group_id)
);

CREATE TABLE "walk_in" (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by CHAR(32) NOT NULL, 
	makes_up_id CHAR(32), 
	CONSTRAINT ck_walk_in_known_walkinreason CHECK (reason IN ('enrolled_elsewhere', 'make_up', 'not_enrolled')), 
	CONSTRAINT ck_walk_in_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_walk_in_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_walk_in_makes_up_id_group_session FOREIGN KEY(makes_up_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_walk_in_recorded_by_facilitator FOREIGN KEY(recorded_by) REFERENCES facilitator (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_walk_in_session_id_group_session FOREIGN KEY(session_id) REFERENCES group_session (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_walk_in PRIMARY KEY (id), 
	CONSTRAINT uq_walk_in_session_id_client_id UNIQUE (session_id, client_id)
);

CREATE TABLE week_plan (
	version INTEGER NOT NULL, 
	id CHAR(32) NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	week_starts_on DATE NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT ck_week_plan_version_is_a_number CHECK (version BETWEEN -2147483648 AND 2147483647), 
	CONSTRAINT fk_week_plan_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT pk_week_plan PRIMARY KEY (id), 
	CONSTRAINT uq_week_plan_client_id_week_starts_on UNIQUE (client_id, week_starts_on)
);

CREATE INDEX ix_absence_review_client_id ON absence_review (client_id);

CREATE INDEX ix_absence_review_reviewed_by ON absence_review (reviewed_by);

CREATE INDEX ix_addendum_co_signature_signed_by ON addendum_co_signature (signed_by);

CREATE INDEX ix_addendum_draft_author_id ON addendum_draft (author_id);

CREATE INDEX ix_addendum_draft_note_id ON addendum_draft (note_id);

CREATE INDEX ix_addendum_note_id ON addendum (note_id);

CREATE INDEX ix_addendum_signed_by ON addendum (signed_by);

CREATE INDEX ix_addendum_supervisor_id ON addendum (supervisor_id);

CREATE INDEX ix_alias_alias_key ON alias (alias_key);

CREATE INDEX ix_alias_client_id ON alias (client_id);

CREATE INDEX ix_alias_confirmed_by ON alias (confirmed_by);

CREATE INDEX ix_attendance_client_id ON attendance (client_id);

CREATE INDEX ix_attendance_client_id_location_confirmed_at ON attendance (client_id, location_confirmed_at);

CREATE INDEX ix_attendance_confirmed_by ON attendance (confirmed_by);

CREATE INDEX ix_attendance_import_id ON attendance (import_id);

CREATE INDEX ix_attendance_marked_by ON attendance (marked_by);

CREATE INDEX ix_attendance_session_id ON attendance (session_id);

CREATE INDEX ix_audit_subject_id ON audit (subject_id);

CREATE INDEX ix_block_facilitator_id ON block (facilitator_id);

CREATE INDEX ix_block_group_id ON block (group_id);

CREATE INDEX ix_care_level_client_id ON care_level (client_id);

CREATE INDEX ix_client_group_facilitator_id ON client_group (facilitator_id);

CREATE INDEX ix_client_group_import_id ON client_group (import_id);

CREATE INDEX ix_client_group_program_id ON client_group (program_id);

CREATE INDEX ix_client_import_id ON client (import_id);

CREATE INDEX ix_client_name_key ON client (name_key);

CREATE INDEX ix_co_signature_signed_by ON co_signature (signed_by);

CREATE INDEX ix_column_mapping_remembered_by ON column_mapping (remembered_by);

CREATE INDEX ix_consent_client_id ON consent (client_id);

CREATE INDEX ix_delivered_moment_session_id ON delivered_moment (session_id);

CREATE INDEX ix_disconnection_client_id ON disconnection (client_id);

CREATE INDEX ix_disconnection_recorded_by ON disconnection (recorded_by);

CREATE INDEX ix_disconnection_session_id ON disconnection (session_id);

CREATE INDEX ix_emergency_contact_client_id ON emergency_contact (client_id);

CREATE INDEX ix_enrolment_client_id ON enrolment (client_id);

CREATE INDEX ix_enrolment_group_id_ends_on ON enrolment (group_id, ends_on);

CREATE INDEX ix_enrolment_import_id ON enrolment (import_id);

CREATE INDEX ix_episode_client_id ON episode (client_id);

CREATE INDEX ix_export_client_id ON export (client_id);

CREATE INDEX ix_export_consent_id ON export (consent_id);

CREATE INDEX ix_export_exported_by ON export (exported_by);

CREATE INDEX ix_export_group_id ON export (group_id);

CREATE INDEX ix_exported_file_digest ON exported_file (digest);

CREATE INDEX ix_exported_file_export_id ON exported_file (export_id);

CREATE INDEX ix_facilitator_name_key ON facilitator (name_key);

CREATE INDEX ix_flag_client_id ON flag (client_id);

CREATE INDEX ix_flag_raised_by ON flag (raised_by);

CREATE INDEX ix_former_name_client_id ON former_name (client_id);

CREATE INDEX ix_goal_client_id ON goal (client_id);

CREATE INDEX ix_group_session_block_id ON group_session (block_id);

CREATE INDEX ix_group_session_facilitator_id ON group_session (facilitator_id);

CREATE INDEX ix_group_session_group_id_service_date ON group_session (group_id, service_date);

CREATE INDEX ix_group_session_launched_by ON group_session (launched_by);

CREATE INDEX ix_group_session_starts_at ON group_session (starts_at);

CREATE INDEX ix_guest_packet_facilitator_id ON guest_packet (facilitator_id);

CREATE INDEX ix_guest_packet_session_id ON guest_packet (session_id);

CREATE INDEX ix_interval_client_id ON interval (client_id);

CREATE INDEX ix_interval_import_id ON interval (import_id);

CREATE INDEX ix_interval_session_id ON interval (session_id);

CREATE INDEX ix_known_word_author_id ON known_word (author_id);

CREATE INDEX ix_license_reason_client_id ON license_reason (client_id);

CREATE INDEX ix_license_reason_session_id ON license_reason (session_id);

CREATE INDEX ix_license_reason_stated_by ON license_reason (stated_by);

CREATE INDEX ix_licensed_state_facilitator_id ON licensed_state (facilitator_id);

CREATE INDEX ix_make_up_missed_id ON make_up (missed_id);

CREATE INDEX ix_modality_change_client_id ON modality_change (client_id);

CREATE INDEX ix_modality_change_recorded_by ON modality_change (recorded_by);

CREATE INDEX ix_modality_change_session_id ON modality_change (session_id);

CREATE INDEX ix_note_author_id ON note (author_id);

CREATE INDEX ix_note_client_id ON note (client_id);

CREATE INDEX ix_note_session_id ON note (session_id);

CREATE INDEX ix_note_signed_by ON note (signed_by);

CREATE INDEX ix_note_template_author_id ON note_template (author_id);

CREATE INDEX ix_observation_author_id ON observation (author_id);

CREATE INDEX ix_observation_client_id ON observation (client_id);

CREATE INDEX ix_observation_session_id ON observation (session_id);

CREATE INDEX ix_outreach_by ON outreach ("by");

CREATE INDEX ix_outreach_client_id ON outreach (client_id);

CREATE INDEX ix_outreach_session_id ON outreach (session_id);

CREATE INDEX ix_packet_facilitator_id ON packet (facilitator_id);

CREATE INDEX ix_packet_made_by ON packet (made_by);

CREATE INDEX ix_packet_session_id ON packet (session_id);

CREATE INDEX ix_payer_authorization_client_id ON payer_authorization (client_id);

CREATE INDEX ix_planned_absence_client_id ON planned_absence (client_id);

CREATE INDEX ix_planned_absence_recorded_by ON planned_absence (recorded_by);

CREATE INDEX ix_planned_absence_session_id ON planned_absence (session_id);

CREATE INDEX ix_program_rule_program_id ON program_rule (program_id);

CREATE INDEX ix_report_import_applied_by ON report_import (applied_by);

CREATE INDEX ix_report_import_digest ON report_import (digest);

CREATE INDEX ix_report_import_session_id ON report_import (session_id);

CREATE INDEX ix_roster_import_imported_by ON roster_import (imported_by);

CREATE INDEX ix_safety_task_client_id ON safety_task (client_id);

CREATE INDEX ix_safety_task_done_by ON safety_task (done_by);

CREATE INDEX ix_safety_task_raised_by ON safety_task (raised_by);

CREATE INDEX ix_safety_task_session_id ON safety_task (session_id);

CREATE INDEX ix_segment_block_id ON segment (block_id);

CREATE INDEX ix_segment_leader_id ON segment (leader_id);

CREATE INDEX ix_series_exception_block_id ON series_exception (block_id);

CREATE INDEX ix_series_exception_facilitator_id ON series_exception (facilitator_id);

CREATE INDEX ix_service_time_client_id ON service_time (client_id);

CREATE INDEX ix_service_time_facilitator_id ON service_time (facilitator_id);

CREATE INDEX ix_service_time_group_id ON service_time (group_id);

CREATE INDEX ix_service_time_starts_at ON service_time (starts_at);

CREATE INDEX ix_session_segment_leader_id ON session_segment (leader_id);

CREATE INDEX ix_session_segment_session_id ON session_segment (session_id);

CREATE INDEX ix_supervision_supervisor_id ON supervision (supervisor_id);

CREATE INDEX ix_visitor_recorded_by ON visitor (recorded_by);

CREATE INDEX ix_visitor_session_id ON visitor (session_id);

CREATE INDEX ix_waitlist_place_client_id ON waitlist_place (client_id);

CREATE INDEX ix_waitlist_place_group_id ON waitlist_place (group_id);

CREATE INDEX ix_waitlist_place_import_id ON waitlist_place (import_id);

CREATE INDEX ix_walk_in_client_id ON walk_in (client_id);

CREATE INDEX ix_walk_in_makes_up_id ON walk_in (makes_up_id);

CREATE INDEX ix_walk_in_recorded_by ON walk_in (recorded_by);

CREATE INDEX ix_walk_in_session_id ON walk_in (session_id);

CREATE INDEX ix_week_plan_client_id ON week_plan (client_id);

CREATE INDEX ix_week_plan_week_starts_on ON week_plan (week_starts_on);

INSERT INTO sqlite_sequence (name, seq) VALUES ('audit', 0);

INSERT INTO alembic_version (version_num) VALUES ('0041');
