-- An account at a platform that serves one customer at a time: unique among all tenants while it is connected.
alter table integrations.account add column exclusive_key text unique;
