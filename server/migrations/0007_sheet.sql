-- All trailing figures of a workspace for one reporting date are a sheet, and the workspace names the sheet that counts.
-- What moves many figures writes a sheet of its own beside the lock, which nobody else reads or writes, and under the lock
-- only puts it in the place of the old one. A sheet that counts no more is cleared away afterwards.
alter table workspace add column sheet_id uuid not null default gen_random_uuid();

alter table trailing_figure add column sheet_id uuid;
update trailing_figure set sheet_id = workspace.sheet_id
from workspace where workspace.workspace_id = trailing_figure.workspace_id;
alter table trailing_figure
    alter column sheet_id set not null,
    drop constraint trailing_figure_pkey,
    add primary key (workspace_id, account_id, sheet_id),
    drop constraint trailing_figure_workspace_id_account_id_fkey,
    -- What is left of an old sheet keeps no account.
    add foreign key (workspace_id, account_id) references account on delete cascade;

-- It told whose figures a file could write beside the lock; now that is all of them.
alter table upload_account drop column made;
