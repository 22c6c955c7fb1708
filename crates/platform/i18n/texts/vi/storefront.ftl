### Chữ trên storefront.
