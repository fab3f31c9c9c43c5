"""Makes the numbers of AgreementTests for Krippendorff's alpha: pip install krippendorff, then run.

The data are the example of Krippendorff (2011), section C; 0.743, 0.815 and 0.849 are printed there.
"""
import krippendorff
import numpy as np

n = np.nan
data = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
    [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
])
for level in ("nominal", "ordinal", "interval"):
    print(level, repr(krippendorff.alpha(reliability_data=data, level_of_measurement=level)))
