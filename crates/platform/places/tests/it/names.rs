//! Units by the names that somebody wrote.

use cholon_places::{Level, Places, System, Within};

fn codes(system: System, level: Level, within: Within<'_>, name: &str) -> Vec<&'static str> {
    Places::embedded().named(system, level, within, name).iter().map(|unit| unit.code).collect()
}

#[test]
fn a_name_means_one_unit_however_it_is_written() {
    for name in ["TP.HCM", "Tp. Hồ Chí Minh", "Sài Gòn", "ho chi minh", "THÀNH PHỐ HỒ CHÍ MINH", "hcm"] {
        for system in [System::TwoLevel, System::Legacy] {
            assert_eq!(codes(system, Level::Province, Within::Country, name), ["79"], "{name}");
        }
    }
    let old = |level, within, name| codes(System::Legacy, level, within, name);
    for name in ["Thừa Thiên Huế", "Tỉnh Thừa Thiên - Huế", "tp huế", "Hue"] {
        assert_eq!(old(Level::Province, Within::Country, name), ["46"], "{name}");
    }
    for name in ["Quận Liên Chiểu", "lien chieu", "Q. Liên Chiểu", "Lie\u{302}n Chie\u{302}\u{309}u"] {
        assert_eq!(old(Level::District, Within::Province("48"), name), ["490"], "{name}");
    }
    for name in ["Hòa Minh", "Hoà Minh", "p.hoa minh", "Phường  Hòa   Minh"] {
        assert_eq!(old(Level::Ward, Within::District("490"), name), ["20200"], "{name}");
    }
    for name in ["Phường 01", "P1", "P.01", "phuong 1", "1"] {
        assert_eq!(old(Level::Ward, Within::District("770"), name), ["27160"], "{name}");
    }
    assert_eq!(old(Level::District, Within::Province("79"), "Q.9"), ["769"]);
    assert!(old(Level::Ward, Within::District("770"), "").is_empty());
}

#[test]
fn what_it_is_tells_units_of_one_name_apart() {
    let ky_anh = |name| codes(System::Legacy, Level::District, Within::Province("42"), name);
    assert_eq!(ky_anh("Kỳ Anh").len(), 2);
    assert_eq!(ky_anh("Huyện Kỳ Anh").len(), 1);
    assert_eq!(ky_anh("TX. Kỳ Anh").len(), 1);
    assert_ne!(ky_anh("huyen ky anh"), ky_anh("thi xa ky anh"));
}
