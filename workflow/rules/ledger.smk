# Notices a result that another hand has changed, before a job reads it.
from affectflow.versions import Ledger

LEDGER = Ledger(Path("."))
if workflow.is_main_process:
    plainly(LEDGER.check)


onsuccess:
    LEDGER.note()


onerror:
    LEDGER.note()
