//! The published forms of a picture. One pass makes all of them: a photograph is decoded once.

use super::raster::Raster;
use super::{Flaw, Form, Format, Look, strip};

/// Makes forms of a picture, in the order of `forms`, which is that of their widths.
///
/// # Errors
/// When it cannot be decoded.
pub fn make(bytes: &[u8], look: &Look, forms: &[Form]) -> Result<Vec<Vec<u8>>, Flaw> {
    forms_of(bytes, look, forms).map_err(|flaw| flaw.in_file(look.format, bytes))
}

fn forms_of(bytes: &[u8], look: &Look, forms: &[Form]) -> Result<Vec<Vec<u8>>, Flaw> {
    match look.format {
        Format::Jpeg => scaled(Raster::of_jpeg(bytes)?, look, forms, &Raster::jpeg, || strip::jpeg(bytes)),
        Format::Png => scaled(Raster::of_png(bytes)?, look, forms, &Raster::png, || strip::png(bytes)),
        Format::WebP => Ok(every(forms, &strip::webp(bytes)?)),
        Format::Svg => Ok(every(forms, &strip::svg(bytes)?)),
        Format::Gif | Format::Avif => Ok(every(forms, bytes)),
    }
}

fn every(forms: &[Form], bytes: &[u8]) -> Vec<Vec<u8>> {
    forms.iter().map(|_| bytes.to_vec()).collect()
}

/// The largest form is made of the picture, each smaller one of the one before: that costs a fraction and shows no
/// difference.
fn scaled(
    raster: Raster,
    look: &Look,
    forms: &[Form],
    encode: &dyn Fn(&Raster) -> Result<Vec<u8>, Flaw>,
    stripped: impl Fn() -> Result<Vec<u8>, Flaw>,
) -> Result<Vec<Vec<u8>>, Flaw> {
    let mut made = Vec::with_capacity(forms.len());
    let mut raster = raster;
    for form in forms.iter().rev() {
        made.push(match form {
            Form::Full if look.turn == 1 => stripped()?,
            Form::Full => encode(&raster.upright(look.turn))?,
            Form::Width(_) => {
                let (width, height) = look.size(*form);
                let (across, down) = if look.turn > 4 { (height, width) } else { (width, height) };
                raster = raster.resized(across, down)?;
                if look.turn == 1 { encode(&raster)? } else { encode(&raster.upright(look.turn))? }
            }
        });
    }
    made.reverse();
    Ok(made)
}
