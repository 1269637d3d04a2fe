# Keeps a no-op fast.
from snakemake.persistence import PersistenceBase

# Every param is plain data. Snakemake would import pandas to see whether one is a frame, which is a
# fifth of the time in which it finds that there is nothing to do.
PersistenceBase._serialize_param = PersistenceBase._serialize_param_builtin
