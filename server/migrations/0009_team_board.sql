-- Boards that people make for themselves or for the workspace, the accounts on them, and ways of looking at a board that
-- are kept. Who may see which of them is decided above the database; a card needs both, its board and its account.

create table team_board (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    maker_id uuid not null,
    -- Whether it is the workspace's, and not its maker's own.
    shared boolean not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, maker_id) references person
);

-- A column. Ranks sort as bytes; the limit is shown and never enforced.
create table board_column (
    workspace_id uuid not null references workspace,
    id uuid not null,
    board_id uuid not null,
    name text not null check (name <> ''),
    hue bigint not null check (hue between 0 and 7),
    rank text collate "C" not null check (rank <> '' and length(rank) <= 64),
    "limit" bigint check ("limit" > 0),
    primary key (workspace_id, id),
    -- What a card names: its column stands on its own board.
    unique (workspace_id, board_id, id),
    foreign key (workspace_id, board_id) references team_board
);

-- An account on a board: once.
create table board_card (
    workspace_id uuid not null references workspace,
    id uuid not null,
    board_id uuid not null,
    account_id uuid not null,
    column_id uuid not null,
    rank text collate "C" not null check (rank <> '' and length(rank) <= 64),
    primary key (workspace_id, id),
    unique (workspace_id, board_id, account_id),
    foreign key (workspace_id, board_id, column_id) references board_column (workspace_id, board_id, id),
    foreign key (workspace_id, account_id) references account
);

create index board_card_column on board_card (workspace_id, column_id);
create index board_card_account on board_card (workspace_id, account_id);

-- A way of looking at a board: its path and query.
create table saved_view (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    address text not null check (address like '/boards/%'),
    maker_id uuid not null,
    shared boolean not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, maker_id) references person
);
