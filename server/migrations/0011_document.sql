-- Documents in full: what we buy from an account stands beside what we sell to it, and what was booked wrongly is taken back by
-- a document of its own, never changed.
alter table document
    drop constraint document_kind_check,
    add check (kind in ('sale', 'credit', 'purchase')),
    -- The document that it takes back, and why.
    add column reverses_id uuid,
    add column reason text not null default '',
    add foreign key (workspace_id, reverses_id) references document,
    add check ((reverses_id is null) = (reason = '')),
    drop constraint document_amount_minor_check,
    add check (
        case when reverses_id is null then amount_minor between 0 and 100000000000000
        else amount_minor between -100000000000000 and 0 end
    ),
    -- Whose number it is: ours (null), or the account's of which we bought.
    add column issuer_id uuid generated always as (case kind when 'purchase' then account_id end) stored,
    drop constraint document_workspace_id_number_key,
    add constraint document_number unique nulls not distinct (workspace_id, number, issuer_id);

-- A document is taken back once.
create unique index document_reverses on document (workspace_id, reverses_id) where reverses_id is not null;

-- Months tell how many sales and credits they are of, so that nobody has to look for an invoice of zero; and what was bought,
-- which files bring nothing of.
-- What takes a document of an earlier month back may leave a month below zero.
alter table month_total
    drop constraint month_total_sales_minor_check,
    drop constraint month_total_credits_minor_check,
    add column sales int not null default 0,
    add column credits int not null default 0,
    add column purchases_minor bigint not null default 0;

update month_total set sales = counted.sales, credits = counted.credits
from (
    select workspace_id, account_id, date_trunc('month', day)::date as month, import_id,
        count(*) filter (where kind = 'sale') as sales, count(*) filter (where kind = 'credit') as credits
    from document group by workspace_id, account_id, date_trunc('month', day), import_id
) as counted
where counted.workspace_id = month_total.workspace_id and counted.account_id = month_total.account_id
    and counted.month = month_total.month and counted.import_id is not distinct from month_total.import_id;

alter table month_total alter column sales drop default, alter column credits drop default;

-- Reports read whole months of all accounts from this index alone.
create index month_total_month on month_total (workspace_id, month)
    include (account_id, sales, credits, sales_minor, credits_minor);

alter table upload_month
    add column sales int not null default 0,
    add column credits int not null default 0;

-- What was bought from an account stands beside what it brought; who sells to us alone has no last day of trade. A server works the
-- figures out anew before it is ready.
delete from trailing_figure;
update workspace set trailing_to = null;
alter table trailing_figure
    add column purchases_ttm_minor bigint not null,
    alter column last_day drop not null;
