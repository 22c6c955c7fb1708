//! The address book and its form.

use cholon_places::Places;
use http::StatusCode;

use super::house::{House, Person};

const LIST: &str = "/tai-khoan/dia-chi";

/// The fields of an address in Hà Nội, in a ward there is.
fn fields(line1: &str) -> Vec<(&str, &str)> {
    let ward = &Places::embedded().wards_of_province("01").unwrap()[0].code;
    let person = [("recipient", "Trần Văn Minh"), ("phone", "0912 345 678"), ("line1", line1)];
    [&person[..], &[("system", "2025"), ("province", "01"), ("ward", ward), ("do", "save")]].concat()
}

async fn ids(house: &House, person: &Person) -> Vec<String> {
    let addresses = house.identity.addresses(person.id).await.unwrap();
    addresses.iter().map(|address| address.id.to_string()).collect()
}

#[tokio::test]
async fn lists_are_drawn_without_saving() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let units = [("do", "units"), ("recipient", "Minh"), ("system", "legacy"), ("province", "01"), ("district", "001")];
    let told = house.post(&person, LIST, &units).await;
    assert_eq!(told.status, StatusCode::OK);
    for part in ["Quận Ba Đình", "Phường Phúc Xá", "value=\"Minh\"", "value=\"001\" selected"] {
        assert!(told.text.contains(part), "{part}");
    }
    assert!(ids(&house, &person).await.is_empty());
}

#[tokio::test]
async fn an_address_is_saved_changed_and_removed() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let told = house.post(&person, LIST, &fields("57 Tháp Mười")).await;
    assert_eq!(told.location(), "/tai-khoan/dia-chi?xong=address-saved");
    house.post(&person, LIST, &fields("12 Hàng Bạc")).await.location();
    let page = house.page(&person, LIST).await;
    assert!(page.contains("57 Tháp Mười") && page.contains("12 Hàng Bạc") && page.contains("0912 345 678"));

    let own = house.identity.addresses(person.id).await.unwrap();
    let second = own.iter().find(|address| !address.is_shipping_default).unwrap().id;
    house.post(&person, &format!("{LIST}/{second}/mac-dinh"), &[]).await.location();
    // A default that is not ticked on the form of its address stays one: another is chosen instead.
    house.post(&person, &format!("{LIST}/{second}"), &fields("14 Hàng Bạc")).await.location();
    let changed = house.identity.addresses(person.id).await.unwrap();
    let defaults: Vec<_> = changed.iter().filter(|address| address.is_shipping_default).collect();
    assert_eq!((defaults.len(), defaults[0].id, &*defaults[0].line1), (1, second, "14 Hàng Bạc"));

    let form = house.page(&person, &format!("{LIST}/{second}")).await;
    assert!(form.contains("value=\"14 Hàng Bạc\"") && form.contains("value=\"01\" selected"));
    house.post(&person, &format!("{LIST}/{second}/xoa"), &[]).await.location();
    assert_eq!(ids(&house, &person).await.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    for (field, value) in [("recipient", " "), ("phone", "12"), ("line1", ""), ("ward", "99999")] {
        let mut sent = fields("57 Tháp Mười");
        sent.retain(|(name, _)| *name != field);
        sent.push((field, value));
        let told = house.post(&person, LIST, &sent).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(told.text.contains(&format!("f-{field}-error")), "{field}");
        assert!(told.text.contains("value=\"01\" selected"), "{field}");
    }
    assert!(ids(&house, &person).await.is_empty());
}

#[tokio::test]
async fn addresses_of_others_are_not_there() {
    let house = House::open().await;
    let (person, other) = (house.person("an@shop.example").await, house.person("binh@shop.example").await);
    house.post(&person, LIST, &fields("57 Tháp Mười")).await.location();
    let id = ids(&house, &person).await.remove(0);
    for path in [format!("{LIST}/{id}"), format!("{LIST}/{id}/xoa"), format!("{LIST}/{id}/mac-dinh")] {
        assert_eq!(house.post(&other, &path, &fields("1 X")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for id in [id.as_str(), "x"] {
        assert_eq!(house.get(Some(&other), &format!("{LIST}/{id}")).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(house.identity.addresses(person.id).await.unwrap()[0].line1, "57 Tháp Mười");
}
