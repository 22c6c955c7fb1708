### Chữ trên các trang của cửa hàng.

home = Trang chủ
skip-to-content = Tới nội dung chính
logo-label = Về trang chủ
other-language = English
strip-note = Giá niêm yết đã gồm VAT, không phí ẩn
nav-shortcuts = Lối tắt
menu-title = Danh mục
see-all = Xem tất cả
back-home = Về trang chủ
brand = Thương hiệu
category = Danh mục
crumbs-label = Bạn đang ở
subcategories = Nhóm hàng

search-label = Tìm sản phẩm
search-placeholder = Bạn cần tìm gì hôm nay?
search-submit = Tìm
search-heading = Kết quả cho “{ $text }”
search-heading-all = Tất cả sản phẩm
search-title = Tìm kiếm
notice-corrected = Đang hiển thị kết quả cho “{ $text }”.
notice-corrected-link = Tìm đúng như đã gõ
notice-did-you-mean = Có phải bạn muốn tìm
notice-fallback = Chưa có sản phẩm khớp đủ các từ. Dưới đây là kết quả cho “{ $text }”.
notice-popular = Chưa tìm thấy sản phẩm phù hợp. Bạn xem thử những món đang bán chạy nhé.
suggest-query = Tìm kiếm
suggest-category = Danh mục
suggest-brand = Thương hiệu

home-heading = Mua sắm điện máy, công nghệ, giá rõ ràng
home-description = Điện thoại, laptop, điện máy và đồ gia dụng với thông số đầy đủ, giá rõ ràng, còn hàng hay hết hàng đều nói thật.
home-banners = Nổi bật
home-categories = Dạo một vòng chợ
home-sale = Đang giảm giá
home-featured = Cửa hàng chọn
home-newest = Mới lên kệ
home-best-selling = Bán chạy
recently-viewed = Bạn vừa xem
banner-main-title = Chợ lớn đủ hàng, giá nào nói giá đó
banner-main-text = Giá niêm yết, giá đang bán và số hàng còn lại luôn ở ngay trước mắt bạn.
banner-main-action = Xem hàng giảm giá
banner-rent-title = Cần vài hôm? Thuê thôi
banner-rent-text = Trả tiền theo ngày, khỏi mua món chỉ dùng một lần.
banner-compare-title = Phân vân giữa vài món?
banner-compare-text = Đặt tối đa bốn sản phẩm cạnh nhau, chỗ khác biệt được đánh dấu.
banner-warranty-title = Bảo hành minh bạch
banner-warranty-text = Điều kiện, thời gian và cách gửi máy viết rõ từng dòng.

deals-title = Khuyến mãi
deals-lead = Những món đang bán thấp hơn giá niêm yết, món giảm nhiều đứng trước.
rental-lead = Giá ghi theo ngày. Hợp cho chuyến đi, sự kiện hay khi bạn muốn dùng thử trước khi mua.
rental-step-choose = Chọn món và số ngày cần dùng
rental-step-deposit = Đặt cọc, nhận đồ tại cửa hàng
rental-step-return = Trả đúng hẹn, nhận lại tiền cọc

filters = Bộ lọc
filters-close = Đóng bộ lọc
filter-active = Đang lọc theo
filter-remove = Bỏ lọc
filter-reset = Xóa lọc
filter-apply = Xem kết quả
filter-more = Xem thêm
filter-price = Khoảng giá (₫)
filter-price-from = Từ
filter-price-to = Đến
filter-stock = Kho hàng
filter-in-stock = Chỉ hàng còn sẵn
filter-stars =
    { $count ->
        [5] 5 sao
       *[other] Từ { $count } sao
    }
sort-label = Sắp xếp
sort-phu-hop = Phù hợp
sort-moi-nhat = Mới nhất
sort-ban-chay = Bán chạy
sort-gia-tang = Giá thấp
sort-gia-giam = Giá cao
sort-giam-nhieu = Giảm nhiều
sort-danh-gia = Đánh giá
listing-total =
    { $count ->
        [0] Chưa có sản phẩm
       *[other] { $count } sản phẩm
    }
listing-description = { $name }: thông số, giá và tình trạng còn hàng, lọc theo hãng, khoảng giá và tính năng.
page-next = Xem thêm sản phẩm
page-first = Về đầu danh sách
empty-title = Kệ này đang trống
empty-text = Không có sản phẩm nào khớp với lựa chọn hiện tại. Hãy bỏ bớt bộ lọc hoặc thử từ khóa ngắn hơn.

price-from = Từ
price-per-day = /ngày
price-list = Giá niêm yết
price-saved = Tiết kiệm { $amount }
price-vat = Giá đã gồm VAT
rating = Đánh giá
reviews = lượt đánh giá
review-count = { $count } đánh giá
sold-count = Đã bán { $count }
in-stock = Còn hàng
out-of-stock = Hết hàng
stock-few = Chỉ còn { $count } sản phẩm
condition = Tình trạng
condition-new = Hàng mới
condition-grade-a = Đã dùng, như mới
condition-grade-b = Đã dùng, xước nhẹ
condition-grade-c = Đã dùng, xước rõ

gallery = Hình sản phẩm
gallery-picture = Hình { $number }
variants = Chọn phiên bản
sku = Mã hàng
order-by-phone = Gọi đặt hàng { $number }
visit-store = Xem tại cửa hàng
product-about = Về sản phẩm này
product-specs = Thông số kỹ thuật
product-related = Sản phẩm tương tự

compare-title = So sánh
compare-heading = So sánh sản phẩm
compare-lead = Tối đa bốn sản phẩm. Dòng có nền vàng là chỗ chúng khác nhau.
compare-find = Thêm sản phẩm để so sánh
compare-add = So sánh
compare-remove = Bỏ
compare-differs = Khác nhau
compare-unknown = Chưa có thông tin
compare-general = Tổng quan
compare-hint = Đánh dấu “So sánh” ở tối đa bốn sản phẩm rồi bấm nút bên cạnh.
compare-selected = So sánh đã chọn
compare-tray = sản phẩm để so sánh
compare-open = So sánh
compare-clear = Bỏ hết
compare-full = Chỉ so sánh được bốn sản phẩm một lần. Hãy bỏ bớt một món.
compare-empty-title = Chưa có gì để so sánh
compare-empty-text = Tìm sản phẩm ở ô bên trên, hoặc đánh dấu “So sánh” khi dạo các kệ hàng.

contact-hotline = Điện thoại
contact-email = Email
footer-policies = Thông tin và chính sách
footer-browse = Dạo chợ
footer-vat = Giá bán lẻ bằng đồng Việt Nam, đã gồm thuế giá trị gia tăng.
policy-about = Giới thiệu
policy-terms = Điều khoản mua bán
policy-privacy = Bảo vệ dữ liệu cá nhân
policy-shipping = Giao hàng
policy-returns = Đổi trả và hoàn tiền
policy-warranty = Bảo hành
policy-warranty-short = Bảo hành
policy-disputes = Khiếu nại, tranh chấp

error-search = Tìm từ trang lỗi
error-request = Mã yêu cầu
error-404-heading = Gian này không có trong chợ
error-404-text = Đường dẫn có thể đã gõ sai hoặc đã cũ. Bạn thử tìm tên sản phẩm xem sao.
error-410-heading = Sản phẩm này đã ngừng bán
error-410-text = Món này không còn trên kệ nữa. Có thể đã có đời mới hơn, bạn tìm thử nhé.
error-429-heading = Bạn đi hơi nhanh
error-429-text = Cửa hàng nhận quá nhiều yêu cầu từ máy của bạn. Chờ một phút rồi tải lại trang.
error-500-heading = Cửa hàng gặp trục trặc
error-500-text = Lỗi ở phía chúng tôi và đã được ghi lại. Bạn tải lại trang sau ít phút nhé.
error-503-heading = Quầy đang quá đông
error-503-text = Hệ thống đang bận. Bạn thử lại sau ít giây nhé.
error-400-heading = Yêu cầu chưa đúng
error-400-text = Địa chỉ này có phần chúng tôi không đọc được. Bạn thử tìm từ đầu nhé.
