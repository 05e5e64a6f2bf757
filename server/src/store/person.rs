//! People as rows.

use domain::{
    ids::{PersonId, WorkspaceId},
    person::{OrgRole, Person},
};
use sqlx::PgConnection;

use super::row::Place;
use crate::Fault;

/// Everybody of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Person>, Fault> {
    let rows =
        sqlx::query!("select id, name, roles, superior_id, active from person where workspace_id = $1", workspace.0,)
            .fetch_all(connection)
            .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        let place = Place { table: "person", workspace, id: row.id };
        let roles = row.roles.iter().map(|role| place.choice("roles", role, OrgRole::of_word));
        people.push(Person {
            id: row.id.into(),
            name: row.name,
            roles: roles.collect::<Result<_, _>>()?,
            superior: row.superior_id.map(PersonId),
            active: row.active,
        });
    }
    Ok(people)
}

/// Writes a person as they are.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, person: &Person) -> Result<(), Fault> {
    let roles: Vec<String> = person.roles.iter().map(|role| role.word().to_owned()).collect();
    sqlx::query!(
        "insert into person (workspace_id, id, name, roles, superior_id, active)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             roles = excluded.roles,
             superior_id = excluded.superior_id,
             active = excluded.active",
        workspace.0,
        person.id.0,
        person.name,
        &roles,
        person.superior.map(|superior| superior.0),
        person.active,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a person away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: PersonId) -> Result<(), Fault> {
    sqlx::query!("delete from person where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
