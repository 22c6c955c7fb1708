### Texts of the back office.

admin-word = Back office
admin-window = { $shop } back office
admin-number = { $count }
admin-yes = Yes
admin-no = No
admin-nothing = None
admin-edit = Edit
admin-find = Filter
admin-find-clear = Clear
admin-state = Status
admin-email = E-mail
admin-phone = Phone number
admin-name = Full name
admin-id = Account ID
admin-since = Created
admin-profile = Details

admin-crumbs = Breadcrumbs
admin-nav = Back office menu
admin-nav-open = Open menu
admin-nav-close = Close menu
admin-nav-people = Accounts and access
admin-nav-system = System
admin-search-label = Search the back office
admin-search-placeholder = Search name, e-mail, phone
admin-me-menu = open account menu
admin-to-shop = View shop
admin-theme = Appearance
admin-theme-light = Light
admin-theme-dark = Dark
admin-theme-auto = Auto
admin-tabs = Lists
admin-pager = Pages
admin-pager-first = First page
admin-pager-next = Next page
admin-pager-end = End of the list
admin-confirm-back = Go back

admin-log-in = Staff log-in
admin-log-in-password = Password
admin-log-in-help = Forgot your password? Ask a super-administrator of the shop.
admin-log-in-wrong = E-mail or password is wrong. After 5 failures the account is locked for 15 minutes.
admin-log-in-locked = The account is locked after too many failures. Try again in 15 minutes or ask an administrator to unlock it.
admin-log-in-many-seconds =
    { $count ->
        [one] Too many failed log-ins from this network. Try again in { $count } second.
       *[other] Too many failed log-ins from this network. Try again in { $count } seconds.
    }
admin-log-in-many-minutes =
    { $count ->
        [one] Too many failed log-ins from this network. Try again in { $count } minute.
       *[other] Too many failed log-ins from this network. Try again in { $count } minutes.
    }
admin-log-in-expired = The page was open for too long, so nothing was sent. Please send it again.
admin-log-in-needed = Log in to continue.
admin-log-in-ended = Your session has ended. Please log in again.
admin-log-in-out = You are logged out.

admin-code = Verification code
admin-code-title = Two-factor verification
admin-code-lead = Open your authenticator app and enter the 6-digit code for { $email }.
admin-code-submit = Confirm
admin-code-wrong = The code is wrong or was used already. Wait for the app to show a new one.
admin-code-help = Lost or changed your phone? Ask a super-administrator to reset your second factor.
admin-code-other = Log in with another account

admin-enrol-title = Set up two-factor verification
admin-enrol-lead = Your role asks for a code from your phone at every log-in. You set this up only once.
admin-enrol-app = Install an authenticator app
admin-enrol-app-note = Any will do, for example Google Authenticator, Microsoft Authenticator or 2FAS.
admin-enrol-scan = Scan this code with the app
admin-enrol-code = QR code that adds the account to an authenticator app
admin-enrol-by-hand = Cannot scan it? Enter this key in the app:
admin-enrol-open = Open in an app on this device
admin-enrol-prove = Enter the 6 digits that the app shows
admin-enrol-submit = Turn on two-factor verification
admin-copy = Copy
admin-copied = Copied

admin-dashboard = Overview
admin-greeting-morning = Good morning, { $name }
admin-greeting-noon = Good day, { $name }
admin-greeting-afternoon = Good afternoon, { $name }
admin-greeting-evening = Good evening, { $name }
admin-weekday =
    { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[other] Sunday
    }
admin-figure-staff = Staff
admin-figure-customers = Customers
admin-figure-sessions = Open sessions
admin-figure-waiting = Messages waiting
admin-providers = Outside services
admin-providers-lead = A service that keeps failing is paused and tried again by itself; the shop goes on selling.
admin-providers-well = All working
admin-providers-troubled =
    { $count ->
        [one] { $count } service needs attention
       *[other] { $count } services need attention
    }
admin-providers-none = No service is connected
admin-providers-none-text = Services that are switched on in the settings show their state here.
admin-provider-answering = Working
admin-provider-trying = Trying again
admin-provider-left-alone = Paused

admin-users = Users
admin-users-all = All
admin-users-staff = Staff
admin-users-customers = Customers
admin-users-locked = Locked
admin-users-add = Add staff
admin-users-added = { $name } was added.
admin-users-find = Find by name, e-mail, phone
admin-users-none = No users yet
admin-users-none-text = Staff you add and customers who register appear here.
admin-users-none-found = No users found
admin-users-none-found-text = Try a shorter term or remove a filter.
admin-person = User
admin-person-kind = Account type
admin-person-own = Your account
admin-kind-staff = Staff
admin-kind-customer = Customer
admin-state-active = Active
admin-state-locked = Locked until { $when }
admin-state-blocked = Blocked
admin-state-deleted = Deleted
admin-role = Role
admin-role-hint = Can be changed later on the person’s page.
admin-email-taken = An account with this e-mail exists.
admin-first-password = First password
admin-first-password-hint = At least 8 characters. The person should change it after the first log-in.

admin-person-roles = Roles
admin-person-roles-note = When roles change, the person has to log in again.
admin-person-roles-save = Save roles
admin-person-roles-saved = Roles of { $name } were saved.
admin-person-actions = Account security
admin-person-block = Block account
admin-person-block-note = This person cannot log in until the account is unblocked.
admin-person-block-then = All open sessions end at once.
admin-person-block-sure = Block the account of { $name }?
admin-person-block-done = The account of { $name } is blocked.
admin-person-unblock = Unblock account
admin-person-unblock-note = The account is blocked. Unblock it to let this person log in again.
admin-person-unblock-sure = Unblock the account of { $name }?
admin-person-unblock-done = The account of { $name } is unblocked.
admin-person-unlock = Unlock now
admin-person-unlock-note = The account is locked after too many wrong passwords. Unlock it so that nobody has to wait.
admin-person-unlock-sure = Unlock { $name } now?
admin-person-unlock-done = { $name } is unlocked.
admin-person-reset-second-factor = Reset two-factor verification
admin-person-reset-second-factor-note = For staff who lost or changed their phone. They set it up anew at the next log-in.
admin-person-reset-second-factor-then = All open sessions end at once. Make sure the right person is asking.
admin-person-reset-second-factor-sure = Reset two-factor verification of { $name }?
admin-person-reset-second-factor-done = Two-factor verification of { $name } was reset.

admin-sessions = Sessions
admin-sessions-lead = Where your account is open. If a place looks strange, log out there and change your password.
admin-sessions-none = The account is not open anywhere.
admin-sessions-end-others = Log out everywhere else
admin-sessions-others-ended = Logged out everywhere else.
admin-session-ended = The session was logged out.
admin-session-this = This session
admin-session-seen = Last used:
admin-session-opened = Logged in:
admin-second-factor = Two-factor verification
admin-second-factor-on = On
admin-second-factor-off = Not set up
admin-second-factor-saved = Two-factor verification is on.
admin-second-factor-short = Two-factor

admin-roles = Roles and permissions
admin-roles-lead = Each member of staff has one or more roles. Roles decide what they can see and do.
admin-roles-matrix = Permissions by role
admin-roles-none = Only the super-administrator so far
admin-roles-none-text = Create roles after real jobs, such as customer care or accounting, and give them to staff.
admin-permission = Permission
admin-permission-for-super = For the super-administrator only.
admin-permission-users-read = See users and their sessions
admin-permission-users-write = Add, block and unblock users
admin-permission-roles-read = See roles and permissions
admin-permission-roles-write = Create and edit roles
admin-permission-audit-read = See and export the audit log
admin-permission-messages-read = See outgoing messages
admin-permission-reports-read = See reports
admin-area-users = Users
admin-area-roles = Roles
admin-area-audit = Audit log
admin-area-messages = Outgoing messages
admin-area-reports = Reports
admin-role-super = Super-administrator
admin-role-fixed = Fixed
admin-role-new = Create role
admin-role-edit = Edit role
admin-role-name = Name of the role
admin-role-name-hint = The name of a job, for example “Customer care”.
admin-role-name-taken = Another role has this name.
admin-role-name-missing = Enter a name for the role.
admin-role-second-factor = Require two-factor verification
admin-role-second-factor-note = People with this role also enter a code from their phone when they log in.
admin-role-holders =
    { $count ->
        [0] Given to nobody
       *[other] { $count } staff
    }
admin-role-saved = The role { $name } was saved.
admin-role-remove = Remove role
admin-role-remove-note = Nobody has this role, so it can be removed. The audit log keeps what was changed.
admin-role-remove-held =
    { $count ->
        [one] { $count } person has this role. Change their roles before removing it.
       *[other] { $count } people have this role. Change their roles before removing it.
    }
admin-role-remove-sure = Remove the role { $name }?
admin-role-removed = The role was removed.
admin-last-administrator = The shop needs at least one super-administrator.
admin-role-more-than-own = This role allows something that you may not do, so you cannot give it. Ask a super-administrator.
admin-role-none-to-give = You can give no role: each allows something that you may not do.

admin-audit = Audit log
admin-audit-lead = Every change made by staff. Lines are only added, never changed or removed.
admin-audit-csv = Export CSV
admin-audit-find = Person, thing or value
admin-audit-action = Action
admin-audit-any-action = Any action
admin-audit-since = From
admin-audit-until = To
admin-audit-when = Time
admin-audit-who = Person
admin-audit-changes = Changes
admin-audit-from = Accessed from
admin-audit-old = old:
admin-audit-new = new:
admin-audit-more = and { $count } more
admin-audit-no-values = No value changed
admin-audit-none = The log is empty
admin-audit-none-text = When staff change something, it is written down here.
admin-audit-none-found = No such action
admin-audit-none-found-text = Try a wider range of days or remove a filter.
admin-actor-system = System
admin-chain-check = Check now
admin-chain-unknown = The log has not been checked
admin-chain-unknown-note = Check it to see whether a line was changed or removed in the database.
admin-chain-whole = The log is intact, { $lines } lines fit together
admin-chain-whole-note = Last checked at { $when }.
admin-chain-broken = The log was tampered with from line { $number }
admin-chain-broken-note = Found at { $when }. From this line on the log cannot be trusted. Tell whoever is in charge of information security.
admin-action-account-created = Account created
admin-action-account-blocked = Account blocked
admin-action-account-unblocked = Account unblocked
admin-action-account-unlocked = Account unlocked
admin-action-account-second-factor-reset = Second factor reset
admin-action-account-second-factor-set-up = Second factor set up
admin-action-account-password-changed = Own password changed
admin-action-account-profile-changed = Own details changed
admin-action-account-session-ended = Session ended
admin-action-account-sessions-ended = Own other sessions ended
admin-action-account-roles-changed = Roles changed
admin-action-role-created = Role created
admin-action-role-changed = Role edited
admin-action-role-removed = Role removed
admin-entity-account = Account
admin-entity-role = Role
admin-field-name = Name
admin-field-kind = Type
admin-field-roles = Roles
admin-field-permissions = Permissions
admin-field-needs-second-factor = Requires two-factor
admin-field-second-factor = Two-factor verification
admin-field-blocked = Blocked
admin-field-locked = Locked
admin-field-session = Session
admin-field-ended = Sessions
admin-field-locale = Language

admin-outbox = Outgoing messages
admin-outbox-lead = E-mails and text messages the shop has written to customers and staff.
admin-outbox-all = All
admin-outbox-none = No messages yet
admin-outbox-none-text = When the shop sends a code or a notice, the message appears here.
admin-message = Message
admin-message-to = Recipient
admin-message-at = Written
admin-message-channel = Channel
admin-message-error = Could not be sent
admin-message-waiting = Waiting
admin-message-sent = Sent
admin-message-kept = Kept
admin-message-failed = Failed
admin-message-secret = The message holds a secret code. Its text is erased as soon as it is sent.
admin-message-forgotten = The text is no longer kept
admin-message-forgotten-text = The message held a secret code, so its text was erased once sent or expired.
admin-channel-email = E-mail
admin-channel-sms = Text message

admin-me = My account
admin-me-saved = Your details were saved.
admin-me-second-factor-on = Every log-in needs a code from your authenticator app. New phone? Ask a super-administrator for a reset.
admin-me-second-factor-off = Turn it on, and who knows your password still cannot get in.
admin-password-change = Change password
admin-password-lead = All other sessions are logged out afterwards.
admin-password-current = Current password
admin-password-new = New password
admin-password-hint = At least 8 characters. A short sentence is better than a word nobody can read.
admin-password-saved = Your password was changed.

admin-found = Results for “{ $text }”
admin-found-none = Nothing found
admin-found-none-text = Try a shorter term, or search by e-mail or phone number.
admin-found-more = See all

admin-error-400 = The request is not valid
admin-error-400-text = Something in the address or the form is not right. Go back and try again.
admin-error-403 = You may not see this page
admin-error-403-text = If your work needs this permission, ask a super-administrator for another role.
admin-error-404 = This page was not found
admin-error-404-text = The address is wrong, or what was there has been removed.
admin-error-429 = Too fast
admin-error-429-text = There were too many requests in a short time. Wait a minute and try again.
admin-error-500 = Something failed
admin-error-500-text = The failure was written down. Try again in a moment; if it fails again, give the ID below to whoever runs the shop’s systems.
admin-error-503 = The system is busy
admin-error-503-text = The database does not answer or is being maintained. Try again in a moment.
admin-error-permission = Missing permission:
admin-error-request = Request ID:
admin-error-home = To the overview
