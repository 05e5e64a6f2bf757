//! The throttle on guessing: counted in one statement, so that guesses sent at once count like guesses sent in turn.

use std::time::Duration;

use sqlx::PgConnection;

use crate::Fault;
use crate::auth::secret::Hash;

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It may be looked at.
    Taken,
    /// It may not, for this long.
    Refused(Duration),
}

/// Counts a try under a key, of which a round holds `most`. When a round is used up, the next begins after `round`, twice that
/// after the second, four times after the third and each later one; a quiet day forgets the rounds before.
///
/// # Errors
/// Where the database fails.
pub async fn write_try(
    connection: &mut PgConnection,
    key: &Hash,
    most: u32,
    round: Duration,
    stamp: i64,
) -> Result<Counted, Fault> {
    let row = sqlx::query!(
        r#"
        insert into throttle as held (key, tries, last_at, stamp)
        values ($1, 1, clock_timestamp(), $4)
        on conflict (key) do update set
            tries = case
                when held.wait_until > clock_timestamp() then held.tries
                when held.wait_until is not null then 1
                when held.last_at < clock_timestamp() - make_interval(secs => $3) then 1
                else held.tries + 1
            end,
            rounds = case
                when held.last_at < clock_timestamp() - interval '1 day' then 0
                when held.wait_until is null and held.tries + 1 >= $2
                    and held.last_at >= clock_timestamp() - make_interval(secs => $3) then held.rounds + 1
                else held.rounds
            end,
            wait_until = case
                when held.wait_until > clock_timestamp() then held.wait_until
                when held.wait_until is not null then null
                when held.last_at < clock_timestamp() - make_interval(secs => $3) then null
                when held.tries + 1 >= $2 then
                    clock_timestamp() + make_interval(secs => $3) * power(2, least(held.rounds, 2))
            end,
            last_at = case when held.wait_until > clock_timestamp() then held.last_at else clock_timestamp() end,
            stamp = case when held.wait_until > clock_timestamp() then held.stamp else $4 end
        returning stamp, extract(epoch from wait_until - clock_timestamp())::float8 as wait
        "#,
        key.as_slice(),
        i32::try_from(most).unwrap_or(i32::MAX),
        round.as_secs_f64(),
        stamp,
    )
    .fetch_one(connection)
    .await?;
    if row.stamp == stamp {
        return Ok(Counted::Taken);
    }
    Ok(Counted::Refused(Duration::try_from_secs_f64(row.wait.unwrap_or_default()).unwrap_or_default()))
}

/// Forgets all tries under a key: they led to the right person.
///
/// # Errors
/// Where the database fails.
pub async fn delete_tries(connection: &mut PgConnection, key: &Hash) -> Result<(), Fault> {
    sqlx::query!("delete from throttle where key = $1", key.as_slice()).execute(connection).await?;
    Ok(())
}

/// Takes one try back that was none, where many share a key.
///
/// # Errors
/// Where the database fails.
pub async fn write_try_back(connection: &mut PgConnection, key: &Hash) -> Result<(), Fault> {
    sqlx::query!(
        "
        update throttle set
            tries = greatest(tries - 1, 0),
            rounds = case when wait_until is not null then greatest(rounds - 1, 0) else rounds end,
            wait_until = null
        where key = $1
        ",
        key.as_slice(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what is long over.
///
/// # Errors
/// Where the database fails.
pub async fn delete_old_tries(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from throttle where last_at < now() - interval '2 days'").execute(connection).await?;
    Ok(())
}
