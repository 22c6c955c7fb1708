### Lỗi mà khách hàng và lập trình viên nhìn thấy.

error-bad-request = Yêu cầu không hợp lệ.
error-validation = Một số thông tin chưa đúng. Vui lòng kiểm tra lại.
error-malformed-json = Nội dung JSON không đọc được.
error-unsupported-media-type = Kiểu nội dung này không được hỗ trợ.
error-not-found = Không tìm thấy trang hoặc dữ liệu này.
error-product-not-found = Không tìm thấy sản phẩm này.
error-category-not-found = Không tìm thấy danh mục này.
error-gone = Nội dung này không còn nữa.
error-method-not-allowed = Địa chỉ này không nhận phương thức vừa dùng.
error-cursor-invalid = Con trỏ trang không thuộc danh sách này. Hãy bắt đầu lại từ trang đầu.
error-payload-too-large = Nội dung gửi lên quá lớn.
error-uri-too-long = Địa chỉ quá dài.
error-rate-limited = Bạn gửi quá nhiều yêu cầu. Vui lòng thử lại sau ít phút.
error-unauthorized = Cần thông tin xác thực để xem nội dung này.
error-internal = Có lỗi xảy ra ở phía chúng tôi. Vui lòng thử lại.
error-unavailable = Hệ thống đang bận hoặc bảo trì. Vui lòng thử lại sau giây lát.
error-overloaded = Đang có quá nhiều người truy cập. Vui lòng thử lại sau giây lát.
error-timeout = Yêu cầu mất quá nhiều thời gian. Vui lòng thử lại.

detail-missing = Bắt buộc phải có.
detail-unknown-field = Không có trường này.
detail-repeated = Chỉ được gửi một lần.
detail-not-a-number = Phải là một số nguyên không âm.
detail-out-of-range = Phải từ { $min } đến { $max }.
detail-too-long = Dài quá { $max } ký tự.
detail-too-many = Nhiều nhất { $max } mục.
detail-too-few = Ít nhất { $min } mục.
detail-not-allowed = Giá trị không nằm trong danh sách cho phép: { $allowed }.
detail-malformed = Giá trị sai định dạng.
error-foreign-form = Biểu mẫu này không được gửi từ trang của cửa hàng. Hãy mở lại trang và thử lại.
error-log-in-refused = Không đăng nhập được: thông tin không đúng, hoặc tài khoản tạm khóa sau nhiều lần sai. Hãy thử lại sau 15 phút hoặc đặt lại mật khẩu.
error-code-refused = Mã không đúng, đã dùng hoặc đã hết hạn.
error-refresh-reused = Phiên này đã kết thúc vì mã làm mới bị dùng lại. Hãy đăng nhập lại.
error-conflict = Dữ liệu thuộc về người khác hoặc đã thay đổi từ khi bạn xem.
error-operations-missing = Thiếu thao tác của thiết bị; hãy gửi lại từ số được nêu.
error-provider-down = Dịch vụ đăng nhập đang gián đoạn. Hãy thử lại sau hoặc dùng cách đăng nhập khác.
