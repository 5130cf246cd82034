"""How a store is changed: whole or not at all, whatever stops the machine, and never over what somebody else wrote.

One command's changes are one commit (`committing.commit`):

    lock      .supctl.lock: one writer at a time, where the system's locks hold (`locking`)
    begin     what is to be written goes into a folder of its own and onto the disk (`journal`)
    claim     that folder is renamed to .supctl-journal, which only one can be: this holds where locks do not
    compare   every file still is as it was read, every new one is still not there; else nothing is done
    commit    one rename in .supctl-journal: from here on, every reader reads what is new
    place     each file beside its place, onto the disk, then into its place (`placing`)
    end       .supctl-journal is taken away

A crash before the commit leaves the old state, and afterwards the new one: readers read through the journal, and the
next writer puts in place what was committed and sweeps away what was not. Readers take no lock and write nothing.
"""
