use jiff::civil::date;

use super::*;
use crate::{change::Value, day::Moment, ids::PersonId, record::Scalar};

fn delivery(place: i64, due: Day, shipped: Option<Day>, arrived: Option<Day>) -> Delivery {
    Delivery {
        place,
        due_day: due,
        shipped_day: shipped,
        arrived_day: arrived,
        reference: "Postbode 3SAB 77".to_owned(),
    }
}

fn order(deliveries: &[Delivery]) -> SalesOrder {
    SalesOrder {
        number: "O-1".to_owned(),
        day: date(2026, 3, 2),
        due_day: date(2026, 3, 20),
        deliveries: deliveries.to_vec().into(),
        ..SalesOrder::default()
    }
}

fn settled(order: SalesOrder) -> Result<SalesOrder, Rejection> {
    let viewer = Viewer {
        actor: PersonId::default(),
        now: Moment::UNIX_EPOCH,
        day: date(2026, 3, 15),
        language: "en".to_owned(),
        rights: Rights::default(),
    };
    order.settled(&viewer)
}

#[test]
fn how_far_an_order_is_follows_from_its_deliveries() {
    let (due, gone, there) = (date(2026, 3, 10), date(2026, 3, 8), date(2026, 3, 9));
    let planned = delivery(1, due, None, None);
    let arrived = delivery(2, due, Some(gone), Some(there));
    let shipped = delivery(3, due, Some(gone), None);
    assert_eq!(order(&[]).progress(), Progress::Placed);
    let confirmed = |deliveries: &[Delivery]| SalesOrder { state: OrderState::Confirmed, ..order(deliveries) };
    assert_eq!(confirmed(std::slice::from_ref(&planned)).progress(), Progress::Confirmed);
    assert_eq!(confirmed(&[planned.clone(), arrived.clone()]).progress(), Progress::PartlyDelivered);
    assert_eq!(confirmed(&[planned, arrived, shipped]).progress(), Progress::Shipped);
    let whole = |state| SalesOrder { state, ..order(&[]) }.progress();
    assert_eq!(
        [whole(OrderState::Delivered), whole(OrderState::Cancelled)],
        [Progress::Delivered, Progress::Cancelled]
    );
}

#[test]
fn an_order_is_late_by_what_is_due_next() {
    let today = date(2026, 3, 15);
    assert_eq!(order(&[]).days_late(today), 0, "until its own day it is not");
    assert_eq!(order(&[]).days_late(date(2026, 3, 20)), 0, "nor on it");
    assert_eq!(order(&[]).days_late(date(2026, 3, 22)), 2);
    let first = delivery(1, date(2026, 3, 10), None, None);
    assert_eq!(order(std::slice::from_ref(&first)).days_late(today), 5);
    let arrived = Delivery { arrived_day: Some(date(2026, 3, 12)), ..first.clone() };
    assert_eq!(order(&[arrived]).days_late(today), 0, "what is there is not late any more, whenever it came");
    for state in [OrderState::Delivered, OrderState::Cancelled] {
        assert_eq!(SalesOrder { state, ..order(std::slice::from_ref(&first)) }.days_late(today), 0);
    }
    let beyond = delivery(1, date(2026, 4, 1), None, None);
    assert_eq!(
        order(&[beyond]).next_due(),
        Some(date(2026, 3, 20)),
        "a later delivery does not move what was promised"
    );
}

#[test]
fn days_that_nobody_can_have_meant_are_refused() {
    assert!(settled(order(&[])).is_ok());
    let early = SalesOrder { due_day: date(2026, 3, 1), ..order(&[]) };
    assert_eq!(settled(early), Err(Rejection::DueBeforeOrdered));
    let (due, place) = (date(2026, 3, 10), 1);
    let refused = |due, shipped, arrived| settled(order(&[delivery(place, due, shipped, arrived)])).unwrap_err();
    assert_eq!(refused(date(2026, 3, 1), None, None), Rejection::DueBeforeOrdered);
    assert_eq!(refused(due, Some(date(2026, 3, 1)), None), Rejection::DeliveredBeforeOrdered { place });
    assert_eq!(refused(due, None, Some(date(2026, 3, 1))), Rejection::DeliveredBeforeOrdered { place });
    let (sixth, eighth) = (Some(date(2026, 3, 6)), Some(date(2026, 3, 8)));
    assert_eq!(refused(due, eighth, sixth), Rejection::ArrivedBeforeShipped { place });
    assert_eq!(refused(due, Some(date(2026, 3, 16)), None), Rejection::DayInFuture { latest: date(2026, 3, 15) });
    let blank = SalesOrder { number: " ".to_owned(), ..order(&[]) };
    assert_eq!(settled(blank), Err(Rejection::TextEmpty { field: TextField::Number }));
    let less = SalesOrder { amount_minor: Some(-1), ..order(&[]) };
    assert_eq!(settled(less), Err(Rejection::AmountNegative));
}

#[test]
fn an_order_is_delivered_when_all_of_it_is_there() {
    let [waiting, there] = [None, Some(date(2026, 3, 9))].map(|there| delivery(1, date(2026, 3, 10), None, there));
    let delivered = |one: Delivery| SalesOrder { state: OrderState::Delivered, ..order(&[one]) };
    assert_eq!(settled(delivered(waiting.clone())), Err(Rejection::DeliveryOutstanding { place: 1 }));
    assert!(settled(delivered(there.clone())).is_ok());
    // Two who wrote the same delivery differently would leave it twice.
    let twice = settled(order(&[waiting, there]));
    assert_eq!(twice, Err(Rejection::Conflict { kind: Kind::SalesOrder, field: "deliveries".to_owned() }));
    let many: Vec<_> = (1..=51).map(|place| delivery(place, date(2026, 3, 10), None, None)).collect();
    assert_eq!(settled(order(&many)), Err(Rejection::DeliveriesTooMany { max: DELIVERIES_MAX }));
}

#[test]
fn a_delivery_is_read_as_it_stands_in_a_change() {
    let day = date(2026, 3, 10);
    for one in [
        delivery(1, day, None, None),
        delivery(50, day, Some(day), None),
        Delivery { reference: String::new(), ..delivery(2, day, Some(day), Some(day)) },
    ] {
        assert_eq!(Delivery::read(&one.value()), Some(one));
    }
    for text in ["", "1", "1 2026-03-10", "1 2026-03-10 - -", "x 2026-03-10 - - a", "1 2026-02-30 - - a"] {
        assert_eq!(Delivery::read(&Value::Text(text.to_owned())), None, "{text}");
    }
}
