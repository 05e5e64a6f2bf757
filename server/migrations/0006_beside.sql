-- What a file brings is written beside the lock of the workspace, where nobody may have to wait for it.

-- Month totals are kept in parts: what one import brought, and what people recorded (null). An import writes parts of its
-- own, so it meets nobody who adds up the same month of the same account; a month is the sum of its parts.
alter table month_total
    add column import_id uuid,
    drop constraint month_total_pkey,
    add constraint month_total_part unique nulls not distinct (workspace_id, account_id, month, import_id),
    add foreign key (workspace_id, import_id) references import;

-- Whether the account was made for this file: nobody else sees it before the file is in the books.
alter table upload_account add column made boolean not null default false;
