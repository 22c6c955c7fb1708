### Errors that customers and developers see.

error-bad-request = The request is not valid.
error-validation = Some of the information is not right. Please check it.
error-malformed-json = The JSON body cannot be read.
error-unsupported-media-type = This kind of content is not supported.
error-not-found = This page or record was not found.
error-product-not-found = This product was not found.
error-category-not-found = This category was not found.
error-gone = This content is no longer here.
error-method-not-allowed = This address does not take that method.
error-cursor-invalid = The cursor does not belong to this list. Start again at the first page.
error-payload-too-large = The content you sent is too large.
error-uri-too-long = The address is too long.
error-rate-limited = You sent too many requests. Please try again in a few minutes.
error-unauthorized = Credentials are needed to see this content.
error-internal = Something went wrong on our side. Please try again.
error-unavailable = The system is busy or under maintenance. Please try again in a moment.
error-overloaded = Too many people are here right now. Please try again in a moment.
error-timeout = The request took too long. Please try again.

detail-missing = This is required.
detail-unknown-field = There is no such field.
detail-repeated = This may be sent only once.
detail-not-a-number = This must be a whole number, zero or more.
detail-out-of-range = This must be between { $min } and { $max }.
detail-too-long = Longer than { $max } characters.
detail-too-many = At most { $max } entries.
detail-too-few = At least { $min } entries.
detail-not-allowed = The value is not one of: { $allowed }.
detail-malformed = The value is malformed.
error-foreign-form = This form was not sent by a page of the shop. Open the page again and retry.
error-log-in-refused = The log-in was refused: wrong details, or the account is locked for a while after failures. Try again in 15 minutes or set a new password.
error-code-refused = The code is wrong, used, or too old.
error-refresh-reused = This session has ended because its refresh token was used twice. Log in again.
error-conflict = This belongs to somebody else, or was changed since you looked.
error-operations-missing = Operations of the device are missing; send them again from the number named.
error-provider-down = The log-in provider does not answer. Try again later or log in another way.
