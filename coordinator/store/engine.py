"""From a store's address to an engine that speaks to it.

One thread uses the store as a rule (`coordinator.worker`); the pool exists for the odd second reader.
"""


