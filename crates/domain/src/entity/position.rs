//! Where a site is on the globe, in whichever of the two systems its publisher writes it.

use serde::{Deserialize, Serialize};

/// A place, in millionths of a degree (WGS 84): a tenth of a metre, and numbers that compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    latitude: i32,
    longitude: i32,
}

const MILLION: f64 = 1e6;

impl Position {
    /// The place of `x` and `y` as FINESS writes them: longitude and latitude, or east and north of Lambert 93, as the
    /// numbers tell. Nothing where they are neither: overseas, other projections have numbers of the same size.
    pub fn read(x: &str, y: &str) -> Option<Self> {
        let (x, y): (f64, f64) = (x.trim().parse().ok()?, y.trim().parse().ok()?);
        let within = |value: f64, least: f64, most: f64| (least..=most).contains(&value);
        // A pair of zeros is no place in France.
        if x == 0.0 && y == 0.0 {
            return None;
        }
        if within(x, -180.0, 180.0) && within(y, -90.0, 90.0) {
            return Some(Self::of_degrees(y, x));
        }
        // The bounds of Lambert 93: mainland France and Corsica.
        let lambert = within(x, 0.0, 1_300_000.0) && within(y, 6_000_000.0, 7_200_000.0);
        lambert.then(|| of_lambert_93(x, y))
    }

    #[expect(clippy::cast_possible_truncation, reason = "degrees are bounded")]
    fn of_degrees(latitude: f64, longitude: f64) -> Self {
        Self {
            latitude: (latitude * MILLION).round() as i32,
            longitude: (longitude * MILLION).round() as i32,
        }
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / MILLION
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / MILLION
    }
}

/// The inverse of the Lambert conformal conic projection of RGF93 (IGN, NT/G 71, ALG0004 and ALG0002).
fn of_lambert_93(x: f64, y: f64) -> Position {
    const N: f64 = 0.725_607_765_053_267;
    const C: f64 = 11_754_255.426_096;
    const X_ORIGIN: f64 = 700_000.0;
    const Y_ORIGIN: f64 = 12_655_612.049_876;
    /// First eccentricity of GRS 80.
    const E: f64 = 0.081_819_191_042_816;
    /// Degrees of the central meridian.
    const CENTRAL: f64 = 3.0;
    let (east, north) = (x - X_ORIGIN, Y_ORIGIN - y);
    let isometric = -(east.hypot(north) / C).abs().ln() / N;
    let conformal = |sine: f64| {
        2.0 * (((1.0 + E * sine) / (1.0 - E * sine)).powf(E / 2.0) * isometric.exp()).atan()
            - std::f64::consts::FRAC_PI_2
    };
    // Each turn gains three digits; ten are far more than a double has.
    let latitude = (0..10).fold(conformal(0.0), |latitude, _| conformal(latitude.sin()));
    Position::of_degrees(latitude.to_degrees(), CENTRAL + (east / north).atan().to_degrees() / N)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_systems_tell_the_same_places() {
        // Pairs of one address, as FINESS+ publishes both.
        for (degrees, lambert) in [
            (("6.139885", "46.362063"), ("941342.52", "6589480.53")),
            (("5.254203", "46.211257"), ("873766.07", "6570414.61")),
        ] {
            let (one, other) = (
                Position::read(degrees.0, degrees.1).unwrap(),
                Position::read(lambert.0, lambert.1).unwrap(),
            );
            assert!((one.latitude() - other.latitude()).abs() < 1e-5, "{one:?} {other:?}");
            assert!((one.longitude() - other.longitude()).abs() < 1e-5, "{one:?} {other:?}");
        }
        for (x, y) in [("", ""), ("0", "0"), ("700000", "1600000"), ("x", "46.2"), ("NaN", "NaN")] {
            assert_eq!(Position::read(x, y), None, "{x} {y}");
        }
    }
}
