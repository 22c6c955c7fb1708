## Tin nhắn gửi cho người dùng. Dòng đầu là tiêu đề, phần thân là văn bản thuần.

message-code-subject = { $code } là mã xác nhận của bạn tại { $shop }
message-code-body =
    Xin chào,

    Mã xác nhận của bạn là { $code }. Mã có hiệu lực trong { $minutes } phút và chỉ dùng được một lần.

    Đừng đưa mã này cho bất kỳ ai, kể cả người tự nhận là nhân viên của { $shop }. Nếu bạn không yêu cầu mã, hãy bỏ qua tin này.
message-registered-subject = Bạn đã có tài khoản tại { $shop }
message-registered-body =
    Xin chào,

    Có người vừa dùng địa chỉ này để đăng ký, nhưng địa chỉ đã thuộc về một tài khoản. Nếu đó là bạn, hãy đăng nhập tại { $link }; nếu quên mật khẩu, bạn có thể đặt lại ngay ở đó.

    Nếu không phải bạn, bạn không cần làm gì: tài khoản của bạn không thay đổi.
message-reset-subject = Đặt lại mật khẩu tại { $shop }
message-reset-body =
    Xin chào,

    Mở liên kết sau để đặt mật khẩu mới: { $link }
    Hoặc nhập mã { $code }. Cả hai có hiệu lực trong { $minutes } phút và chỉ dùng được một lần.

    Nếu bạn không yêu cầu, hãy bỏ qua tin này; mật khẩu hiện tại vẫn dùng được.
message-changed-subject = Mật khẩu của bạn tại { $shop } đã đổi
message-changed-body =
    Xin chào,

    Mật khẩu tài khoản của bạn vừa được thay đổi và các thiết bị khác đã bị đăng xuất. Nếu không phải bạn, hãy đặt lại mật khẩu ngay tại { $link }.
message-device-subject = Đăng nhập mới vào tài khoản { $shop } của bạn
message-device-body =
    Xin chào,

    Tài khoản của bạn vừa được mở trên một thiết bị mới lúc { $time }:
    { $device } (địa chỉ { $address })

    Nếu không phải bạn, hãy đổi mật khẩu và đăng xuất thiết bị đó tại { $link }.
message-locked-subject = Tài khoản { $shop } của bạn tạm khóa
message-locked-body =
    Xin chào,

    Sau nhiều lần nhập sai mật khẩu, tài khoản của bạn bị tạm khóa { $minutes } phút. Nếu không phải bạn, mật khẩu của bạn vẫn an toàn; bạn có thể đặt mật khẩu mới tại { $link }.
message-cart-subject = Giỏ hàng của bạn tại { $shop } vẫn còn { $count } sản phẩm
message-cart-body =
    Xin chào,

    Bạn còn { $count } sản phẩm trong giỏ hàng. Giá và tồn kho có thể thay đổi, nhưng giỏ hàng vẫn được giữ trên mọi thiết bị của bạn: { $link }

    Bạn nhận tin này vì đã đồng ý nhận tin từ { $shop }. Đổi ý lúc nào cũng được tại { $privacy }.
