-- NULL: the member is not limited to venues. Empty: to none of them, so that a deleted venue never widens what somebody sees.
alter table tenancy.membership add column venue_ids uuid[];
