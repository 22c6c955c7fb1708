## Messages to people. The first line is the subject, the body is plain text.

message-code-subject = { $code } is your code at { $shop }
message-code-body =
    Hello,

    Your code is { $code }. It counts for { $minutes } minutes, once.

    Give it to nobody, not even to somebody who says they work for { $shop }. If you did not ask for it, ignore this message.
message-registered-subject = You already have an account at { $shop }
message-registered-body =
    Hello,

    Somebody just registered with this address, which belongs to an account already. If it was you, log in at { $link }; a forgotten password can be set anew there.

    If it was not you, there is nothing to do: your account has not changed.
message-reset-subject = A new password at { $shop }
message-reset-body =
    Hello,

    Open this link to set a new password: { $link }
    Or type the code { $code }. Both count for { $minutes } minutes, once.

    If you did not ask for this, ignore this message; your password stays as it is.
message-changed-subject = Your password at { $shop } has changed
message-changed-body =
    Hello,

    The password of your account was changed just now, and your other devices were logged out. If it was not you, set a new password at { $link } at once.
message-device-subject = A new device opened your account at { $shop }
message-device-body =
    Hello,

    Your account was opened on a new device at { $time }:
    { $device } (address { $address })

    If it was not you, change your password and log that device out at { $link }.
message-locked-subject = Your account at { $shop } is locked for a while
message-locked-body =
    Hello,

    After several wrong passwords your account is locked for { $minutes } minutes. If it was not you, your password is still safe; you can set a new one at { $link }.
message-cart-subject =
    { $count ->
        [one] One item is waiting in your cart at { $shop }
       *[other] { $count } items are waiting in your cart at { $shop }
    }
message-cart-body =
    Hello,

    { $count ->
        [one] One item is
       *[other] { $count } items are
    } still in your cart. Prices and stock can change, but the cart is kept on all your devices: { $link }

    You get this message because you agreed to hear from { $shop }. You can change your mind at { $privacy }.
