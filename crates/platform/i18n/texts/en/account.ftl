### Words on the pages of log-in and account.

account = Account
account-nav = Account pages
account-greeting = Hello { $name }
account-greeting-nameless = Your account
account-overview = Overview
account-profile = Profile
account-addresses = Addresses
account-devices = Devices
account-privacy = Privacy
account-logout = Log out

form-optional = optional
form-errors =
    { $count ->
        [one] One thing needs another look
       *[other] { $count } things need another look
    }
form-error = Error:
form-missing = Please fill this in.
form-bad-destination = Enter an e-mail address such as name@example.com or a phone number such as 0912 345 678.
form-bad-email = Enter an e-mail address such as name@example.com.
form-bad-phone = Enter a Vietnamese phone number such as 0912 345 678.
form-bad-birthday = This is no birthday.
form-bad-ward = Choose a ward from the list.
form-bad-current = That is not the current password.
form-bad-confirm = That is not the word asked for.
form-password-short = A password needs at least 8 characters.
form-password-common = Everybody guesses this password. Please choose another one.
form-too-long = This is too long.
form-expired = The page had been open for too long and nothing was sent. Please send it again.
form-save = Save changes
form-cancel = Cancel
form-show-password = Show
form-hide-password = Hide
form-show-password-label = Show password
ago-now = Just now
ago-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
ago-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }

login-title = Log in
login-lead = Keep your cart on every device and your addresses at hand.
login-destination = E-mail or phone number
login-password = Password
login-submit = Log in
login-forgot = Forgot your password?
login-or = or
login-with = Continue with { $provider }
login-down = Interrupted
login-outage = Log-in with { $provider } is interrupted at the moment.
login-outage-password = Your password still works. If you never set one, “Forgot your password?” sends you a code.
login-outage-others = Your password and { $providers } still work. Devices that are logged in are not affected.
login-no-account = No account yet?
login-register = Sign up
login-error-wrong = These details do not match. Please check the e-mail address or phone number and the password.
login-error-locked = Too many failed attempts: the account is locked for 15 minutes. Resetting the password lets you in at once.
login-error-provider = Log-in with { $provider } did not work. Try again or choose another way.
login-error-cancelled = You stopped the log-in with { $provider }.
login-error-unverified = { $provider } has not verified this e-mail address or phone number. Log in with your password, then link { $provider } in your profile.
login-required = Please log in to see this page.
login-done-out = You are logged out.

register-title = Create an account
register-lead = A name, somewhere to send a code, and a password: that is all.
register-step = Step { $step } of 2
register-name = Full name
register-destination-hint = We send a 6-digit code there.
register-password = New password
register-password-hint = At least 8 characters. A short sentence beats a cryptic word.
register-consents = You agree to
register-submit = Send me the code
register-has-account = Have an account already?
register-done = Your account is ready. Enjoy the market!
consent-terms = The terms of sale
consent-terms-note = What both sides owe each other. Needed for an account.
consent-service = Use of your data for your orders
consent-service-note = Name, contacts and addresses are used to sell, deliver and service what you buy. Needed for an account.
consent-marketing = News and offers
consent-marketing-note = By e-mail, text message or Zalo. Switch it off whenever you like.
consent-personalisation = Suggestions from what you look at
consent-personalisation-note = What you viewed and bought makes suggestions fit better. Without it you see general ones.
consent-read = Read it in full
consent-given = Agreed at { $when }.
consent-withdrawn = Withdrawn at { $when }.
consent-never = You have not chosen yet.
consent-version = Version { $version }.
consent-is-given = Agreed
consent-is-not-given = Not agreed
consent-required = Needed for the account
consent-give = Agree
consent-withdraw = Withdraw
consent-missing = An account needs this consent.

code-title = Enter the code
code-lead = A 6-digit code was just sent to
code-label = Code
code-submit = Confirm
code-tries =
    { $count ->
        [0] This code cannot be tried any more. Please ask for another one.
        [one] { $count } try left. The code lives 5 minutes.
       *[other] { $count } tries left. The code lives 5 minutes.
    }
code-resend = Send another code
code-resend-wait = Another code can be sent in
code-resend-seconds = seconds
code-resent = A new code is on its way. The old one no longer works.
code-change = Change the e-mail address or phone number
code-error-wrong = That is not the code. Please look at the newest message.
code-error-expired = The code is too old. Ask for another one below.
code-error-many = You asked for many codes. Please try again in an hour.
code-spam = Nothing there? Look into the spam folder, or wait another minute.

forgot-title = Forgot your password
forgot-lead = Tell us the account's e-mail address or phone number. What we send works for 30 minutes.
forgot-submit = Send instructions
forgot-back = Back to log-in
reset-title = Choose a new password
reset-sent = If { $destination } belongs to an account, a code and a link are on their way. Enter the code below, or open the link in the e-mail.
reset-link-lead = Choose a new password. Other devices will be logged out.
reset-submit = Change password
reset-expired = This link was used already, or is older than 30 minutes.
reset-again = Send instructions again
erasure-title = Request to delete data
erasure-nothing = This Facebook log-in belonged to no account, so there was nothing to delete.
erasure-unlinked = What came from Facebook has been deleted. The account can still be used with another log-in.
erasure-deleted = The account and its personal data have been deleted.
erasure-code = Code of the request
erasure-at = Done at
erasure-kept = Records of orders are kept as long as the law asks.
reset-done = The password is changed. Log in with the new one.

overview-cart = Cart
overview-cart-count =
    { $count ->
        [0] Your cart is empty
        [one] { $count } thing is waiting for you
       *[other] { $count } things are waiting for you
    }
overview-address-none = No address yet. Add one and never type it again.
overview-contact = Contact
overview-device-count =
    { $count ->
        [one] Open on { $count } device
       *[other] Open on { $count } devices
    }
overview-privacy-text = See what you agreed to and download your data.
overview-no-password = This account has no password. Set one to get in when other log-ins are interrupted.
overview-set-password = Set a password

profile-person = About you
profile-birthday = Birthday
profile-birthday-hint = Only for birthday offers, if you receive news.
profile-language = Language of mails and messages
profile-contacts = E-mail and phone
profile-contacts-lead = You log in and receive codes with these. A change counts once you entered its code.
profile-email = E-mail
profile-phone = Phone
profile-email-new = New e-mail address
profile-phone-new = New phone number
profile-confirmed = Confirmed
profile-missing = None yet
profile-add = Add
profile-change = Change
profile-send-code = Send a code
profile-password = Password
profile-password-change = Change password
profile-password-set = Set a password
profile-password-current = Current password
profile-password-lead = Other devices are logged out afterwards.
profile-password-none = You get in through another service. A password is one more way.
profile-logins = Other log-ins
profile-logins-lead = Once linked, every way leads to the same account and the same cart.
profile-linked = Linked at { $when }
profile-not-linked = Not linked
profile-link = Link
profile-unlink = Unlink
profile-unlink-last = Set a password before you unlink the only way in.
profile-topics = Notifications
profile-topics-lead = Choose how you want to hear of each thing.
profile-saved = Profile saved.
profile-password-saved = Password changed.
topic-orders = Orders and delivery
topic-offers = Offers
topic-wishes = What you watch gets cheaper or is back
way-email = E-mail
way-sms = SMS
way-zns = Zalo
way-push = Browser

addresses-add = Add an address
addresses-empty-title = No address yet
addresses-empty-text = Save where you receive things and just choose it next time.
addresses-full = There is no room for another address. Delete an old one first.
address-default-shipping = Default for delivery
address-default-billing = Default for invoices
address-make-default = Deliver here
address-edit = Edit
address-delete = Delete
address-delete-sure = Delete this address?
address-delete-yes = Delete address
address-today = In today's units:
address-new = Add an address
address-change = Edit address
address-recipient = Recipient
address-phone = Recipient's phone number
address-phone-hint = The courier calls this number.
address-system = Your address is written in
address-current = Today's units: province → ward
address-legacy = The old units: province → district → ward
address-system-hint = Districts ended on 1 July 2025. If you only know the old address, write it the old way.
address-find = Find a ward
address-find-hint = Type its name, with or without diacritics.
address-find-none = No ward has that name.
address-find-count = { $count } results, choose with the arrow keys.
address-province = Province or city
address-district = District
address-ward = Ward or commune
address-choose = Choose…
address-choose-above = Choose the level above first
address-units-show = Show the next list
address-line1 = House number and street
address-line1-hint = For example: 57 Tháp Mười, 2nd floor
address-use-shipping = Make it the default for delivery
address-use-billing = Make it the default for invoices
address-save = Save address
address-saved = Address saved.
address-deleted = Address deleted.

devices-lead = Where your account is open. If you see a stranger, log it out and change your password.
devices-this = This device
devices-seen = Last used:
devices-opened = Logged in:
devices-place = From:
devices-revoke = Log out
devices-revoke-others = Log out everywhere else
devices-only = Your account is open on this device only.
devices-revoked = The device is logged out.
devices-others-revoked = All other devices are logged out.

privacy-consents = What you agreed to
privacy-consents-lead = One choice for each purpose. Withdrawing does not touch what was done before.
privacy-export = Download your data
privacy-export-lead = Profile, addresses, cart, choices and log-in history.
privacy-export-page = To read
privacy-export-json = As JSON
privacy-delete = Delete the account
privacy-delete-lead = Profile, addresses, cart and linked log-ins are erased for good. Invoices and tax records are kept as long as the law asks, apart from your profile.
privacy-delete-open = I want to delete my account
privacy-delete-submit = Delete my account for good
delete-confirm-word = Type “delete” to confirm
privacy-deleted = Your account and personal data are deleted.
privacy-consent-saved = Your choice is recorded.
