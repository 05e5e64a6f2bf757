-- What a card shows of trade: a figure stands where there is a document up to the reporting date, with the day of the latest
-- one and the trend of twelve calendar months in steps (domain/src/trend.rs); empty where no month brought anything.
--
-- The rule stands in the domain, so the figures are not filled in here: they are taken away, and a server works those of a
-- workspace without a `trailing_to` out anew before it is ready.
delete from trailing_figure;
update workspace set trailing_to = null;
alter table trailing_figure
    drop constraint trailing_figure_revenue_ttm_minor_check,
    add column last_day date not null,
    add column trend text not null check (trend = '' or trend ~ '^[0-9a-f]{12}$');
