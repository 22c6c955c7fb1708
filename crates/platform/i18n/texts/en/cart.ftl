### Words of the cart.

cart = Cart
cart-add = Add to cart
cart-add-named = Add { $name } to the cart
cart-added = Added to your cart.
cart-failed = That did not work. Please try again.
cart-close = Close the cart
cart-open = View cart
cart-continue = Continue shopping
cart-items = items
cart-count =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
cart-lines = Things in the cart
cart-unit-price = Unit price
cart-line-total = Total
cart-quantity = Quantity
cart-quantity-of = Quantity of { $name }
cart-less = One less
cart-more = One more
cart-update = Update the quantity
cart-max = { $count } at most
cart-remove = Remove
cart-remove-named = Remove { $name } from the cart
cart-save = Save for later
cart-back = Move to cart
cart-note = Note
cart-note-add = Add a note
cart-note-of = Note for { $name }
cart-note-save = Save note
cart-saved = Saved for later
cart-saved-lead = These are not part of the total.
cart-news = Something changed
cart-news-text = Prices or stock are not what they were when you added things. Please look at the marked lines.
cart-price-fell = The price fell from { $old } to { $new } since you added it.
cart-price-rose = The price rose from { $old } to { $new } since you added it.
cart-clamped = You chose { $wanted }, only { $left } are left, so the quantity was lowered.
cart-gone = Sold out for now, not part of the total.
cart-summary = Summary
cart-subtotal = Subtotal
cart-saving = Below list price by
cart-vat = VAT included
cart-vat-included = Prices include VAT. Delivery is added once we know where to.
cart-checkout-hint = Ordering online opens soon. Your cart is kept for 30 days after you last looked at it.
cart-guest = Log in to keep this cart on every device.
cart-empty-title = Your cart is empty
cart-empty-text = Take a walk through the market and press “Add to cart” on what you like.
cart-empty-deals = See what is on sale
cart-mini-more =
    { $count ->
        [one] and { $count } more line
       *[other] and { $count } more lines
    }
cart-choose-variant = There are several versions of this, please choose one.
cart-full = Your cart is full. Remove something before you add more.
cart-merged = What was in the cart before you logged in is now part of your cart.
