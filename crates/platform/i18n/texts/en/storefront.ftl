### Words on the pages of the shop.

home = Home
skip-to-content = Skip to content
other-language = Tiếng Việt
strip-note = Prices include VAT, nothing hidden
nav-shortcuts = Shortcuts
menu-title = Categories
see-all = See all
back-home = Back to the home page
brand = Brand
category = Category
crumbs-label = You are here
subcategories = Subcategories

search-label = Search products
search-placeholder = What are you looking for?
search-submit = Search
search-heading = Results for “{ $text }”
search-heading-all = All products
search-title = Search
notice-corrected = Showing results for “{ $text }”.
notice-corrected-link = Search exactly what I typed
notice-did-you-mean = Did you mean
notice-fallback = Nothing has all of these words. These are results for “{ $text }”.
notice-popular = Nothing fits so far. Here is what others buy most.
suggest-query = Search
suggest-category = Category
suggest-brand = Brand

home-heading = Electronics and home appliances at plain prices
home-description = Phones, laptops, appliances and household goods with full data sheets, plain prices and honest stock.
home-banners = Highlights
home-categories = A walk through the market
home-sale = On sale now
home-featured = Picked by the shop
home-newest = New on the shelf
home-best-selling = Best sellers
recently-viewed = You just looked at
banner-main-title = A big market with plain prices
banner-main-text = List price, selling price and what is left in stock are always right in front of you.
banner-main-action = See what is on sale
banner-rent-title = Only for a few days? Rent it
banner-rent-text = Pay by the day instead of buying what you use once.
banner-compare-title = Torn between a few?
banner-compare-text = Put up to four products side by side; differences are marked.
banner-warranty-title = A warranty you can read
banner-warranty-text = Terms, duration and how to send it in, line by line.

deals-title = On sale
deals-lead = Everything that sells below its list price, the biggest discounts first.
rental-lead = Prices are per day. Good for a trip, an event, or to try before you buy.
rental-step-choose = Choose the thing and how many days
rental-step-deposit = Leave a deposit, collect it at the store
rental-step-return = Return it on time, get the deposit back

filters = Filters
filters-close = Close filters
filter-active = Filtered by
filter-remove = Remove filter
filter-reset = Clear filters
filter-apply = Show results
filter-more = Show more
filter-price = Price range (₫)
filter-price-from = From
filter-price-to = To
filter-stock = Stock
filter-in-stock = In stock only
filter-stars = { $stars } stars and up
sort-label = Sort by
sort-phu-hop = Relevance
sort-moi-nhat = Newest
sort-ban-chay = Best selling
sort-gia-tang = Lowest price
sort-gia-giam = Highest price
sort-giam-nhieu = Biggest discount
sort-danh-gia = Rating
listing-total =
    { $count ->
        [0] No products yet
        [one] { $count } product
       *[other] { $count } products
    }
listing-heading = Products
listing-description = { $name }: data sheets, prices and stock; filter by brand, price and features.
page-next = Show more products
page-first = Back to the first page
empty-title = This shelf is empty
empty-text = No product matches what you chose. Remove a filter or try fewer words.

price-from = From
price-per-day = /day
price-millions = { $count } million ₫
price-under = Under { $amount }
price-over = Over { $amount }
price-list = List price
price-saved = You save { $amount }
price-vat = Price includes VAT
rating = Rating
reviews = reviews
review-count =
    { $count ->
        [one] { $count } review
       *[other] { $count } reviews
    }
sold-count = { $count } sold
in-stock = In stock
out-of-stock = Out of stock
stock-few = Only { $count } left
condition = Condition
condition-new = New
condition-grade-a = Used, like new
condition-grade-b = Used, light marks
condition-grade-c = Used, visible marks

gallery = Product pictures
gallery-picture = Picture { $number }
variants = Choose a version
sku = SKU
order-by-phone = Order by phone { $number }
visit-store = See it at the store
product-about = About this product
product-specs = Specifications
product-goes-with = Goes well with it
product-related = Similar products

compare-title = Compare
compare-heading = Compare products
compare-lead = Up to four products. Rows on a yellow ground are where they differ.
compare-find = Add a product to compare
compare-add = Compare
compare-remove = Remove
compare-differs = Differs
compare-unknown = Not known
compare-general = Overview
compare-hint = Tick “Compare” on up to four products, then press the button.
compare-selected = Compare selected
compare-tray = products to compare
compare-open = Compare
compare-clear = Clear
compare-full = Four products at a time can be compared. Remove one first.
compare-empty-title = Nothing to compare yet
compare-empty-text = Search for a product above, or tick “Compare” while you walk along the shelves.

contact-hotline = Telephone
contact-tax-code = Enterprise code
contact-email = Email
footer-policies = Information and policies
footer-browse = Browse
footer-vat = Retail prices in Vietnamese đồng, value added tax included.
policy-nav = Policy pages
policy-about = About us
policy-terms = Terms of sale
policy-privacy = Personal data
policy-shipping = Delivery
policy-returns = Returns and refunds
policy-warranty = Warranty
policy-warranty-short = Warranty
policy-disputes = Complaints and disputes

error-search = Search from the error page
error-request = Request id
error-404-heading = No such stall in this market
error-404-text = The address may be mistyped or old. Try searching for the product’s name.
error-410-heading = This product is no longer sold
error-410-text = It has left the shelf. There may be a newer model, so try a search.
error-429-heading = A little too fast
error-429-text = We got too many requests from your device. Wait a minute and reload the page.
error-500-heading = Something broke on our side
error-500-text = The fault is ours and has been recorded. Please reload the page in a few minutes.
error-503-heading = The counter is crowded
error-503-text = The system is busy. Please try again in a few seconds.
error-400-heading = That request does not look right
error-400-text = Part of this address cannot be read. Try a search instead.
