//! Pictures.

use std::io::Cursor;

use bytes::Bytes;
use cholon_catalog::media::{Attachment, MediaError, PictureError, UPLOAD_SIZE_MAX_BYTES};
use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::support::{Shop, table};

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut content = Vec::new();
    picture.write_to(&mut Cursor::new(&mut content), format).unwrap();
    content
}

/// Red on the left, blue on the right.
fn two_colours(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }).into()
}

/// A JPEG whose metadata says that the camera was turned by 90 degrees, and by whom it was owned.
fn turned_jpeg(picture: &DynamicImage) -> Vec<u8> {
    let plain = encoded(picture, ImageFormat::Jpeg);
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    tiff.extend(b"\x3b\x01\x02\0\x04\0\0\0Bob\0\0\0\0\0");
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &tiff, &plain[2..]].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_cut_turned_upright_and_loses_its_metadata() {
    let shop = Shop::open().await;
    shop.import(&table(1)).await;
    let content: Bytes = turned_jpeg(&two_colours(1200, 800)).into();
    let media_id = shop.catalog.store_picture(content.clone(), "hai màu").await.unwrap();
    assert_eq!(shop.catalog.store_picture(content, "khác").await.unwrap(), media_id);
    let product_id = shop.catalog.newest(1).await.unwrap()[0];
    let attachment = Attachment { product_id, media_id, variant_id: None, position: 0, alt: "hai màu".into() };
    shop.catalog.attach_picture(attachment).await.unwrap();
    let picture = shop.catalog.cards(&[product_id]).await.unwrap().remove(0).picture.unwrap();
    assert_eq!((picture.width, picture.height, picture.has_avif), (800, 1200, false));
    for (width, format) in [(320, "webp"), (320, "jpg"), (640, "webp"), (960, "jpg")] {
        let url = picture.url(width, format);
        let file = shop.catalog.open_media(url.strip_prefix("/media/").unwrap()).await.unwrap().unwrap();
        let shown = image::load_from_memory(&file.content).unwrap();
        assert_eq!(shown.dimensions(), (width.min(800), width.min(800) * 3 / 2), "{url}");
        let [above, below] = [1, shown.height() - 2].map(|y| shown.get_pixel(shown.width() / 2, y).0);
        assert!(above[0] > 200 && below[2] > 200, "{above:?} {below:?}");
        assert!(!file.content.windows(3).any(|bytes| bytes == b"Bob"), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused() {
    let shop = Shop::open().await;
    let refusal = async |content: Vec<u8>| shop.catalog.store_picture(content.into(), "").await.unwrap_err();
    assert!(matches!(refusal(b"<svg/>".to_vec()).await, MediaError::Picture(PictureError::UnknownFormat)));
    assert!(matches!(
        refusal(b"\0\0\0\x20ftypavif".to_vec()).await,
        MediaError::Picture(PictureError::AvifNotDecodable)
    ));
    assert!(matches!(refusal(vec![0; UPLOAD_SIZE_MAX_BYTES + 1]).await, MediaError::Picture(PictureError::TooLarge)));
    let mut cut = encoded(&two_colours(50, 50), ImageFormat::Png);
    cut.truncate(60);
    assert!(matches!(refusal(cut).await, MediaError::Picture(PictureError::Damaged(_))));
    let bomb = encoded(&DynamicImage::new_luma8(11_000, 11_000), ImageFormat::Png);
    assert!(bomb.len() < 1_000_000);
    assert!(matches!(refusal(bomb).await, MediaError::Picture(PictureError::TooManyPixels)));
    let wide = encoded(&DynamicImage::new_luma8(12_001, 1), ImageFormat::Png);
    assert!(matches!(refusal(wide).await, MediaError::Picture(PictureError::TooManyPixels)));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_pictures_keep_their_order_and_transparency_becomes_white() {
    let shop = Shop::open().await;
    let clear = DynamicImage::from(RgbaImage::from_pixel(40, 40, Rgba([9, 9, 9, 0])));
    let mut pictures = vec![(Bytes::from(encoded(&clear, ImageFormat::Png)), "trong".to_owned())];
    pictures.push((Bytes::from_static(b"no picture"), String::new()));
    pictures.extend((0..6).map(|n| (encoded(&two_colours(100 + n, 50), ImageFormat::WebP).into(), n.to_string())));
    let ids = shop.catalog.store_pictures(pictures.clone()).await;
    assert!(matches!(ids[1], Err(MediaError::Picture(PictureError::UnknownFormat))));
    let again = shop.catalog.store_pictures(pictures).await;
    let plain = |ids: Vec<Result<_, _>>| ids.into_iter().map(Result::ok).collect::<Vec<_>>();
    assert_eq!(plain(ids), plain(again));
    let hash: String = sqlx::query_scalar("SELECT hash FROM catalog.media WHERE alt = 'trong'")
        .fetch_one(shop.database.pool())
        .await
        .unwrap();
    let file = shop.catalog.open_media(&format!("{hash}-320.jpg")).await.unwrap().unwrap();
    assert_eq!(image::load_from_memory(&file.content).unwrap().get_pixel(20, 20).0, [255; 4]);
}
