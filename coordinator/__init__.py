"""The program without a screen: one folder a feature, from the bottom up.

    vocabulary, clock, errors    words, time, what can go wrong
    changes, undo, worker        what a command did, what can be taken back, the one thread that touches the store
    settings                     this computer's preferences
    vault                        the folder on disk: key file, keyring, snapshots
    store                        tables, transactions, migrations
    audit                        the hash-chained history
    people, programs             who works here; which thresholds hold since when
    guest_vault                  what a vault made of a packet takes, and until when it opens
    roster                       clients, groups, enrolments, waitlists, consents, roster files
    series, telehealth           weekly blocks; platforms and links
    sessions                     dated sessions: launch, end, move, remind
    attendance, notes            marks, minutes, reports; drafts, guards, signatures
    process_notes                their author's alone: another file, another key
    summaries                    the week in figures and documents
    packet                       one session handed over in an encrypted file, and what comes back
    today                        what the day asks for
    sample_clinic                a clinic in which everyone is made up
    jobs, bootstrap              what runs by itself; how all of it is put together
    cli                          the `coordinator` command

Seven rules hold it together:

1. `coordinator/` never imports Qt; `ui/` never imports SQL.
2. One command is one transaction. Only `store/unit_of_work.py` commits.
3. One thread touches the store.
4. Rows stay inside `coordinator/`; screens get frozen dataclasses.
5. Time comes from the unit of work (`work.now`), never from the machine.
6. Sentences for people are written in `ui/`; the core raises facts.
7. Objects arrive through constructors. No globals, no registry.
"""
