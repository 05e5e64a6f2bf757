//! What stands at the door, in German.

use crate::{pages::door::Refused, words::door::DoorWords};

/// All of it.
pub const WORDS: DoorWords = DoorWords {
    email: "E-Mail",
    password: "Passwort",
    sign_in: "Anmelden",
    look_around: "Umsehen",
    welcome: "Willkommen",
    sign_in_lead: "Schön, dass Sie wieder da sind.",
    fresh: "Dieser Arbeitsbereich wartet auf die erste Person",
    fresh_text: "Ein Link zum Einrichten wurde dort ausgegeben, wo der Server gestartet wurde. Er gilt einmal und nur für eine Person.",
    demo_alone: "Oder sehen Sie sich erst einen Arbeitsbereich voller Leben an:",
    demo_beside: "Noch kein Konto?",
    set_up: "Arbeitsbereich einrichten",
    set_up_lead: "Sie sind die erste Person. Sie werden Administration und Agenturleitung übernehmen; Kolleginnen und Kollegen laden Sie danach ein.",
    set_up_do: "Einrichten",
    your_name: "Ihr Name",
    workspace: "Name des Arbeitsbereichs",
    workspace_hint: "Wie sich Ihre Organisation nennt.",
    currency: "Hauswährung",
    currency_hint: "Alle Zahlen werden in ihr geführt. Sie wird einmal gewählt.",
    password_hint: "Ein Satz mit 15 Zeichen oder mehr: ein paar Wörter, die nur Sie so zusammenstellen.",
    email_hint: "Damit melden Sie sich an.",
    invitation_lead: "Sie wurden eingeladen. Wählen Sie ein Passwort, und Sie sind drin.",
    invitation_do: "Eintreten",
    link_gone: "Dieser Link gilt nicht mehr",
    link_gone_lead: "Er wurde schon benutzt, ist zu alt oder kam unvollständig an. Wer ihn geschickt hat, kann einen neuen machen.",
    to_sign_in: "Zur Anmeldung",
    invitation,
    refused,
};

fn invitation(name: &str) -> String {
    format!("Willkommen, {name}")
}

fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::Mismatch => "Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen.",
        Refused::Throttled => {
            "Zu viele Versuche in kurzer Zeit. Warten Sie einige Minuten und versuchen Sie es dann wieder."
        }
        Refused::NameEmpty => "Schreiben Sie Ihren Namen.",
        Refused::WorkspaceEmpty => "Geben Sie dem Arbeitsbereich einen Namen.",
        Refused::TextUnfit => "Einer der Texte ist zu lang oder enthält Zeichen, die keine Schrift sind.",
        Refused::EmailUnfit => "Das ist keine E-Mail-Adresse.",
        Refused::EmailTaken => "Mit dieser E-Mail-Adresse meldet sich schon jemand an.",
        Refused::CurrencyUnknown => "Wählen Sie eine Währung der Liste.",
        Refused::PasswordShort => "Das Passwort ist zu kurz: mindestens 15 Zeichen. Ein paar Wörter genügen.",
        Refused::PasswordLong => "Das Passwort ist zu lang.",
        Refused::PasswordCommon => {
            "Dieses Passwort steht auf den Listen, die Angreifer zuerst durchgehen. Wählen Sie einen anderen Satz."
        }
        Refused::PasswordTelling => {
            "Das Passwort verrät zu viel von Ihnen oder von diesem Ort. Wählen Sie einen anderen Satz."
        }
    }
}
