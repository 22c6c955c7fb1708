//! The categories of the demo shop: where a table's models are filed, and which specs they carry.

use cholon_catalog::model::SpecTemplate;

/// A table with its place in the tree.
pub(crate) struct Section {
    pub(crate) table: &'static str,
    pub(crate) root: &'static str,
    /// The leaf below the root; `None` files products in the root, unless the first spec names the leaf.
    pub(crate) leaf: Option<&'static str>,
    pub(crate) is_leaf_first_spec: bool,
    /// Whether each option is a product of its own.
    pub(crate) is_option_a_product: bool,
    /// What options are called on the page.
    pub(crate) option_name: &'static str,
    /// Group, name, unit, filter.
    pub(crate) specs: &'static [(&'static str, &'static str, &'static str, bool)],
}

const fn section(table: &'static str, root: &'static str, leaf: Option<&'static str>) -> Section {
    Section {
        table,
        root,
        leaf,
        is_leaf_first_spec: false,
        is_option_a_product: false,
        option_name: "Phiên bản",
        specs: &[],
    }
}

/// Every table, in the order of the menu.
pub(crate) const SECTIONS: [Section; 15] = [
    Section {
        option_name: "Dung lượng",
        specs: &[
            ("Màn hình", "Kích thước màn hình", "inch", false),
            ("Màn hình", "Công nghệ màn hình", "", true),
            ("Màn hình", "Tần số quét", "Hz", true),
            ("Hiệu năng", "Chip xử lý", "", false),
            ("Hiệu năng", "RAM", "GB", true),
            ("Camera", "Camera chính", "MP", true),
            ("Pin", "Dung lượng pin", "mAh", false),
            ("Thiết kế", "Kháng nước", "", true),
        ],
        ..section(include_str!("../../../../demo/catalog/dien-thoai.tsv"), "Điện thoại", None)
    },
    Section {
        is_option_a_product: true,
        option_name: "Cấu hình",
        specs: &[
            ("Màn hình", "Kích thước màn hình", "inch", true),
            ("Hiệu năng", "Bộ xử lý", "", false),
            ("Hiệu năng", "Card đồ họa", "", true),
            ("Màn hình", "Tần số quét", "Hz", true),
            ("Thiết kế", "Khối lượng", "kg", false),
            ("Phần mềm", "Hệ điều hành", "", true),
        ],
        ..section(include_str!("../../../../demo/catalog/laptop.tsv"), "Laptop", None)
    },
    Section {
        option_name: "Dung lượng",
        specs: &[
            ("Màn hình", "Kích thước màn hình", "inch", true),
            ("Màn hình", "Công nghệ màn hình", "", true),
            ("Hiệu năng", "Chip xử lý", "", false),
            ("Hiệu năng", "RAM", "GB", true),
            ("Pin", "Pin", "Wh", false),
        ],
        ..section(include_str!("../../../../demo/catalog/may-tinh-bang.tsv"), "Máy tính bảng", None)
    },
    Section {
        specs: &[
            ("Màn hình", "Kích thước màn hình", "inch", true),
            ("Màn hình", "Độ phân giải", "", true),
            ("Màn hình", "Tấm nền", "", true),
            ("Màn hình", "Tần số quét", "Hz", true),
            ("Màn hình", "Thời gian đáp ứng", "ms", false),
        ],
        ..section(include_str!("../../../../demo/catalog/man-hinh.tsv"), "Màn hình", None)
    },
    Section {
        option_name: "Kích cỡ",
        specs: &[
            ("Hình ảnh", "Độ phân giải", "", true),
            ("Hình ảnh", "Công nghệ hình ảnh", "", true),
            ("Hình ảnh", "Tần số quét", "Hz", true),
            ("Phần mềm", "Hệ điều hành", "", true),
            ("Âm thanh", "Công suất loa", "W", false),
        ],
        ..section(include_str!("../../../../demo/catalog/tivi.tsv"), "Tivi", None)
    },
    Section {
        option_name: "Dung tích",
        specs: &[
            ("Thiết kế", "Kiểu tủ", "", true),
            ("Thiết kế", "Số cửa", "cánh", true),
            ("Công nghệ", "Inverter", "", true),
            ("Năng lượng", "Điện năng tiêu thụ", "kWh/ngày", false),
        ],
        ..section(include_str!("../../../../demo/catalog/tu-lanh.tsv"), "Điện lạnh", Some("Tủ lạnh"))
    },
    Section {
        option_name: "Khối lượng giặt",
        specs: &[
            ("Thiết kế", "Kiểu máy", "", true),
            ("Công nghệ", "Inverter", "", true),
            ("Giặt", "Tốc độ vắt", "vòng/phút", true),
            ("Giặt", "Chương trình giặt", "", false),
        ],
        ..section(include_str!("../../../../demo/catalog/may-giat.tsv"), "Điện lạnh", Some("Máy giặt"))
    },
    Section {
        option_name: "Công suất lạnh",
        specs: &[
            ("Vận hành", "Loại máy", "", true),
            ("Công nghệ", "Inverter", "", true),
            ("Vận hành", "Môi chất lạnh", "", false),
            ("Năng lượng", "Nhãn năng lượng", "sao", true),
        ],
        ..section(include_str!("../../../../demo/catalog/dieu-hoa.tsv"), "Điện lạnh", Some("Điều hòa"))
    },
    Section {
        specs: &[
            ("Thiết kế", "Kiểu tai nghe", "", true),
            ("Âm thanh", "Chống ồn chủ động", "", true),
            ("Pin", "Thời lượng pin", "giờ", false),
            ("Kết nối", "Bluetooth", "", true),
        ],
        ..section(include_str!("../../../../demo/catalog/tai-nghe.tsv"), "Âm thanh", Some("Tai nghe"))
    },
    Section {
        specs: &[
            ("Âm thanh", "Công suất", "W", false),
            ("Pin", "Thời lượng pin", "giờ", false),
            ("Thiết kế", "Kháng nước", "", true),
            ("Kết nối", "Bluetooth", "", true),
        ],
        ..section(include_str!("../../../../demo/catalog/loa.tsv"), "Âm thanh", Some("Loa"))
    },
    Section {
        specs: &[
            ("Màn hình", "Công nghệ màn hình", "", true),
            ("Pin", "Thời lượng pin", "giờ", false),
            ("Thiết kế", "Chống nước", "", true),
            ("Kết nối", "Tương thích", "", true),
        ],
        ..section(include_str!("../../../../demo/catalog/dong-ho.tsv"), "Đồng hồ thông minh", None)
    },
    Section {
        specs: &[
            ("Hình ảnh", "Độ phân giải ảnh", "MP", false),
            ("Hình ảnh", "Cảm biến", "", true),
            ("Quay phim", "Quay phim", "", true),
            ("Thiết kế", "Khối lượng", "g", false),
        ],
        ..section(include_str!("../../../../demo/catalog/may-anh.tsv"), "Máy ảnh", None)
    },
    Section {
        is_leaf_first_spec: true,
        specs: &[
            ("Thông tin", "Loại sản phẩm", "", true),
            ("Vận hành", "Công suất", "W", false),
            ("Vận hành", "Dung tích, quy mô", "", false),
        ],
        ..section(include_str!("../../../../demo/catalog/gia-dung.tsv"), "Gia dụng", None)
    },
    Section {
        is_leaf_first_spec: true,
        specs: &[
            ("Thông tin", "Loại sản phẩm", "", true),
            ("Thông tin", "Công suất sạc", "W", true),
            ("Kết nối", "Cổng kết nối", "", true),
        ],
        ..section(include_str!("../../../../demo/catalog/phu-kien.tsv"), "Phụ kiện", None)
    },
    Section {
        specs: &[
            ("Thuê", "Loại thiết bị", "", true),
            ("Thuê", "Tiền cọc", "nghìn đồng", false),
            ("Thuê", "Thuê tối thiểu", "ngày", false),
        ],
        ..section(include_str!("../../../../demo/catalog/thue.tsv"), "Thuê", None)
    },
];

/// English names of categories.
pub(crate) const ENGLISH: [(&str, &str); 42] = [
    ("Điện thoại", "Phones"),
    ("Laptop", "Laptops"),
    ("Máy tính bảng", "Tablets"),
    ("Màn hình", "Monitors"),
    ("Tivi", "TVs"),
    ("Điện lạnh", "Large appliances"),
    ("Tủ lạnh", "Fridges"),
    ("Máy giặt", "Washing machines"),
    ("Điều hòa", "Air conditioners"),
    ("Âm thanh", "Audio"),
    ("Tai nghe", "Headphones"),
    ("Loa", "Speakers"),
    ("Đồng hồ thông minh", "Smart watches"),
    ("Máy ảnh", "Cameras"),
    ("Gia dụng", "Home appliances"),
    ("Nồi cơm điện", "Rice cookers"),
    ("Nồi chiên không dầu", "Air fryers"),
    ("Lò vi sóng", "Microwaves"),
    ("Máy xay sinh tố", "Blenders"),
    ("Bếp từ", "Induction hobs"),
    ("Bàn ủi", "Irons"),
    ("Bình nóng lạnh", "Water heaters"),
    ("Máy lọc nước", "Water purifiers"),
    ("Quạt", "Fans"),
    ("Máy lọc không khí", "Air purifiers"),
    ("Máy hút bụi", "Vacuum cleaners"),
    ("Robot hút bụi", "Robot vacuums"),
    ("Phụ kiện", "Accessories"),
    ("Sạc dự phòng", "Power banks"),
    ("Củ sạc", "Chargers"),
    ("Cáp", "Cables"),
    ("Chuột", "Mice"),
    ("Bàn phím", "Keyboards"),
    ("Lưu trữ", "Storage"),
    ("Mạng", "Networking"),
    ("Camera an ninh", "Security cameras"),
    ("Máy in", "Printers"),
    ("Máy chơi game", "Game consoles"),
    ("Ốp lưng", "Cases"),
    ("Dán màn hình", "Screen protectors"),
    ("Dây đeo", "Watch straps"),
    ("Thuê", "Rental"),
];

impl Section {
    /// The template of the specs that products of this section carry.
    pub(crate) fn template(&self) -> Vec<SpecTemplate> {
        let line = |(group, name, unit, is_filter): &(&str, &str, &str, bool)| SpecTemplate {
            group: (*group).to_owned(),
            name: (*name).to_owned(),
            unit: (!unit.is_empty()).then(|| (*unit).to_owned()),
            is_filter: *is_filter,
        };
        self.specs.iter().map(line).collect()
    }
}
