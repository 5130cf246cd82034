"""The index of a store: what can be worked out again from its files, kept for one user so that it need not be.

    looks     how files and folders look: what tells a change without reading
    database  the SQLite file in the user's cache folder, and when it is thrown away
    refresh   the files that changed, read again and entered; what rested on them forgotten
    entering  what is kept of one file
    facts     people, cases and records as the index knows them, each read when it is asked for
    owed      what units owe, with the days on which that holds

It is never the only home of a fact. Where it cannot be trusted it is passed over, and the files are read.
"""
