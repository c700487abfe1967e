*SENSE:Minimize
NAME          mcda
ROWS
 N  OBJ
 L  both_A01_A03_1
 L  both_A01_A03_2
 L  both_A01_A03_3
 L  both_A02_A06_1
 L  both_A02_A06_2
 L  both_A02_A06_3
 L  common_c1_0_from
 L  common_c1_0_to
 L  common_c1_0_most
 L  common_c1_0_least
 E  common_c1_one
 E  common_c1_level
 E  common_c1_value
 L  common_c3_0_from
 L  common_c3_0_to
 L  common_c3_0_most
 L  common_c3_0_least
 L  common_c3_1_from
 L  common_c3_1_to
 L  common_c3_1_most
 L  common_c3_1_most__44
 L  common_c3_1_least
 L  common_c3_1_least__47
 L  common_c3_2_from
 L  common_c3_2_to
 L  common_c3_2_most
 L  common_c3_2_most__55
 L  common_c3_2_least
 L  common_c3_2_least__58
 E  common_c3_one
 E  common_c3_level
 E  common_c3_value
 L  common_c4_0_from
 L  common_c4_0_to
 L  common_c4_0_most
 L  common_c4_0_least
 L  common_c4_1_from
 L  common_c4_1_to
 L  common_c4_1_most
 L  common_c4_1_least
 L  common_c4_2_from
 L  common_c4_2_to
 L  common_c4_2_most
 L  common_c4_2_most__83
 L  common_c4_2_least
 L  common_c4_2_least__86
 E  common_c4_one
 E  common_c4_level
 E  common_c4_value
 L  r0_total
 L  r1_P1
 L  r1_P2
 L  r1_base
 L  r2_total
 L  r4_min
 L  r5_min
 L  caps_P1
 L  caps_P2
 L  links_requires_A03_A01
 E  links_together_A06_A02
COLUMNS
    MARK      'MARKER'                 'INTORG'
    both_A01_A03  both_A01_A03_1   1.000000000000e+00
    both_A01_A03  both_A01_A03_2   1.000000000000e+00
    both_A01_A03  both_A01_A03_3  -1.000000000000e+00
    both_A01_A03  common_c4_level  -1.496000000000e+03
    both_A01_A03  OBJ       -1.600250000000e+05
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    both_A02_A06  both_A02_A06_1   1.000000000000e+00
    both_A02_A06  both_A02_A06_2   1.000000000000e+00
    both_A02_A06  both_A02_A06_3  -1.000000000000e+00
    both_A02_A06  common_c1_level   1.250900000000e+04
    both_A02_A06  common_c4_level  -6.835500000000e+04
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    carry     common_c3_1_most  -2.000000000000e+00
    carry     common_c3_1_most__44   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    carry__45  common_c3_1_least  -2.000000000000e+00
    carry__45  common_c3_1_least__47   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    carry__53  common_c3_2_most  -4.000000000000e+00
    carry__53  common_c3_2_most__55   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    carry__56  common_c3_2_least  -4.000000000000e+00
    carry__56  common_c3_2_least__58   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    carry__81  common_c4_2_most  -1.600000000000e+01
    carry__81  common_c4_2_most__83   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    carry__84  common_c4_2_least  -1.600000000000e+01
    carry__84  common_c4_2_least__86   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c1  common_c1_value   1.000000000000e+00
    common_c1  OBJ       -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c1_0_level  common_c1_0_from  -1.000000000000e+00
    common_c1_0_level  common_c1_0_to   1.000000000000e+00
    common_c1_0_level  common_c1_0_most  -1.000000000000e+03
    common_c1_0_level  common_c1_0_least   1.000000000000e+03
    common_c1_0_level  common_c1_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c1_0_on  common_c1_0_from  -3.456000000000e+05
    common_c1_0_on  common_c1_0_to  -9.586090000000e+05
    common_c1_0_on  common_c1_0_most   0.000000000000e+00
    common_c1_0_on  common_c1_0_least  -3.860000000000e+02
    common_c1_0_on  common_c1_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c1_0_value  common_c1_0_most   3.870000000000e+02
    common_c1_0_value  common_c1_0_least  -3.870000000000e+02
    common_c1_0_value  common_c1_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3  common_c3_value   1.000000000000e+00
    common_c3  OBJ       -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_0_level  common_c3_0_from  -1.000000000000e+00
    common_c3_0_level  common_c3_0_to   1.000000000000e+00
    common_c3_0_level  common_c3_0_most  -5.400000000000e+05
    common_c3_0_level  common_c3_0_least   5.400000000000e+05
    common_c3_0_level  common_c3_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_0_on  common_c3_0_from  -9.200000000000e+01
    common_c3_0_on  common_c3_0_to  -9.900000000000e+01
    common_c3_0_on  common_c3_0_most   0.000000000000e+00
    common_c3_0_on  common_c3_0_least  -4.200000000000e+01
    common_c3_0_on  common_c3_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_0_value  common_c3_0_most   4.300000000000e+01
    common_c3_0_value  common_c3_0_least  -4.300000000000e+01
    common_c3_0_value  common_c3_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_1_level  common_c3_1_from  -1.000000000000e+00
    common_c3_1_level  common_c3_1_to   1.000000000000e+00
    common_c3_1_level  common_c3_1_most__44  -1.125000000000e+05
    common_c3_1_level  common_c3_1_least__47   1.125000000000e+05
    common_c3_1_level  common_c3_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_1_on  common_c3_1_from   1.000000000000e+02
    common_c3_1_on  common_c3_1_to  -1.990000000000e+02
    common_c3_1_on  common_c3_1_most__44  -1.575000000000e+07
    common_c3_1_on  common_c3_1_least__47   1.574997900000e+07
    common_c3_1_on  common_c3_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_1_value  common_c3_1_most   1.000000000000e+00
    common_c3_1_value  common_c3_1_most__44   2.100000000000e+01
    common_c3_1_value  common_c3_1_least   1.000000000000e+00
    common_c3_1_value  common_c3_1_least__47  -2.200000000000e+01
    common_c3_1_value  common_c3_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_2_level  common_c3_2_from  -1.000000000000e+00
    common_c3_2_level  common_c3_2_to   1.000000000000e+00
    common_c3_2_level  common_c3_2_most__55  -1.687500000000e+04
    common_c3_2_level  common_c3_2_least__58   1.687500000000e+04
    common_c3_2_level  common_c3_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_2_on  common_c3_2_from   2.000000000000e+02
    common_c3_2_on  common_c3_2_to  -8.020000000000e+02
    common_c3_2_on  common_c3_2_most__55  -1.575000000000e+07
    common_c3_2_on  common_c3_2_least   2.000000000000e+00
    common_c3_2_on  common_c3_2_least__58   1.574998900000e+07
    common_c3_2_on  common_c3_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c3_2_value  common_c3_2_most   3.000000000000e+00
    common_c3_2_value  common_c3_2_most__55   1.000000000000e+01
    common_c3_2_value  common_c3_2_least   1.000000000000e+00
    common_c3_2_value  common_c3_2_least__58  -1.100000000000e+01
    common_c3_2_value  common_c3_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4  common_c4_value   1.000000000000e+00
    common_c4  OBJ       -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_0_level  common_c4_0_from  -1.000000000000e+00
    common_c4_0_level  common_c4_0_to   1.000000000000e+00
    common_c4_0_level  common_c4_0_most   0.000000000000e+00
    common_c4_0_level  common_c4_0_least   0.000000000000e+00
    common_c4_0_level  common_c4_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_0_on  common_c4_0_from  -8.185100000000e+04
    common_c4_0_on  common_c4_0_to   1.000000000000e+00
    common_c4_0_on  common_c4_0_most   0.000000000000e+00
    common_c4_0_on  common_c4_0_least   0.000000000000e+00
    common_c4_0_on  common_c4_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_0_value  common_c4_0_most   1.000000000000e+00
    common_c4_0_value  common_c4_0_least  -1.000000000000e+00
    common_c4_0_value  common_c4_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_1_level  common_c4_1_from  -1.000000000000e+00
    common_c4_1_level  common_c4_1_to   1.000000000000e+00
    common_c4_1_level  common_c4_1_most  -2.375000000000e+03
    common_c4_1_level  common_c4_1_least   2.375000000000e+03
    common_c4_1_level  common_c4_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_1_on  common_c4_1_from   0.000000000000e+00
    common_c4_1_on  common_c4_1_to  -2.399990000000e+05
    common_c4_1_on  common_c4_1_most   0.000000000000e+00
    common_c4_1_on  common_c4_1_least  -1.280000000000e+02
    common_c4_1_on  common_c4_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_1_value  common_c4_1_most   1.290000000000e+02
    common_c4_1_value  common_c4_1_least  -1.290000000000e+02
    common_c4_1_value  common_c4_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_2_level  common_c4_2_from  -1.000000000000e+00
    common_c4_2_level  common_c4_2_to   1.000000000000e+00
    common_c4_2_level  common_c4_level  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_2_on  common_c4_2_from   2.400000000000e+05
    common_c4_2_on  common_c4_2_to  -6.486000000000e+05
    common_c4_2_on  common_c4_2_most__83  -1.187500000000e+07
    common_c4_2_on  common_c4_2_least   6.000000000000e+00
    common_c4_2_on  common_c4_2_least__86   1.187499700000e+07
    common_c4_2_on  common_c4_one   1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    common_c4_2_value  common_c4_2_most   1.100000000000e+01
    common_c4_2_value  common_c4_2_most__83   2.000000000000e+00
    common_c4_2_value  common_c4_2_least   5.000000000000e+00
    common_c4_2_value  common_c4_2_least__86  -3.000000000000e+00
    common_c4_2_value  common_c4_value  -1.000000000000e+00
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A01     both_A01_A03_1  -1.000000000000e+00
    x_A01     both_A01_A03_3   1.000000000000e+00
    x_A01     common_c1_level  -2.160000000000e+05
    x_A01     common_c3_level   1.640000000000e+02
    x_A01     common_c4_level   3.200000000000e+03
    x_A01     r0_total   4.907630000000e+05
    x_A01     r1_P1     -2.423143000000e+06
    x_A01     r1_P2     -2.423143000000e+06
    x_A01     r1_base   -4.907630000000e+05
    x_A01     r2_total   1.300034000000e+06
    x_A01     r4_min    -1.640000000000e+02
    x_A01     r5_min    -1.640000000000e+02
    x_A01     caps_P1    5.005780000000e+05
    x_A01     caps_P2    4.809480000000e+05
    x_A01     links_requires_A03_A01  -1.000000000000e+00
    x_A01     OBJ       -3.518900000000e+05
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A02     both_A02_A06_1  -1.000000000000e+00
    x_A02     both_A02_A06_3   1.000000000000e+00
    x_A02     common_c1_level  -1.296000000000e+05
    x_A02     common_c3_level   8.800000000000e+01
    x_A02     common_c4_level   7.680000000000e+04
    x_A02     r0_total   3.350000000000e+06
    x_A02     r1_P1      4.396875000000e+06
    x_A02     r1_P2     -1.654062500000e+07
    x_A02     r1_base   -3.350000000000e+06
    x_A02     r2_total   6.700000000000e+06
    x_A02     r4_min    -8.800000000000e+01
    x_A02     r5_min    -8.800000000000e+01
    x_A02     caps_P1    6.164000000000e+06
    x_A02     caps_P2    5.360000000000e+05
    x_A02     links_together_A06_A02  -1.000000000000e+00
    x_A02     OBJ       -1.025581000000e+06
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A03     both_A01_A03_2  -1.000000000000e+00
    x_A03     both_A01_A03_3   1.000000000000e+00
    x_A03     common_c4_level  -1.200000000000e+04
    x_A03     r0_total   2.440000000000e+06
    x_A03     r1_P1      3.202500000000e+06
    x_A03     r1_P2     -1.204750000000e+07
    x_A03     r1_base   -2.440000000000e+06
    x_A03     r2_total   6.100000000000e+06
    x_A03     caps_P1    4.440800000000e+06
    x_A03     caps_P2    4.392000000000e+05
    x_A03     links_requires_A03_A01   1.000000000000e+00
    x_A03     OBJ       -8.790700000000e+05
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A04     common_c3_level   2.900000000000e+01
    x_A04     common_c4_level   4.360000000000e+04
    x_A04     r0_total   2.847538000000e+06
    x_A04     r1_P1     -1.405971900000e+07
    x_A04     r1_P2     -1.405971900000e+07
    x_A04     r1_base   -2.847538000000e+06
    x_A04     r2_total   6.700089000000e+06
    x_A04     r4_min    -2.900000000000e+01
    x_A04     r5_min    -2.900000000000e+01
    x_A04     caps_P1    3.758750000000e+06
    x_A04     caps_P2    1.936326000000e+06
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A05     common_c1_level   8.160000000000e+04
    x_A05     common_c4_level   1.416000000000e+05
    x_A05     r0_total   2.300036000000e+06
    x_A05     r1_P1      3.018797000000e+06
    x_A05     r1_P2     -1.135642800000e+07
    x_A05     r1_base   -2.300036000000e+06
    x_A05     r2_total   4.600072000000e+06
    x_A05     caps_P1    1.610026000000e+06
    x_A05     caps_P2    2.990046000000e+06
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A06     both_A02_A06_2  -1.000000000000e+00
    x_A06     both_A02_A06_3   1.000000000000e+00
    x_A06     common_c1_level   3.083000000000e+05
    x_A06     common_c3_level  -9.200000000000e+01
    x_A06     common_c4_level   1.185000000000e+05
    x_A06     r0_total   2.331000000000e+06
    x_A06     r1_P1     -1.150931300000e+07
    x_A06     r1_P2      3.059437000000e+06
    x_A06     r1_base   -2.331000000000e+06
    x_A06     r2_total   7.400000000000e+06
    x_A06     r4_min     9.200000000000e+01
    x_A06     r5_min     9.200000000000e+01
    x_A06     caps_P1    4.289040000000e+06
    x_A06     caps_P2    3.729600000000e+05
    x_A06     links_together_A06_A02   1.000000000000e+00
    x_A06     OBJ       -1.106686000000e+06
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A07     common_c3_level   2.040000000000e+02
    x_A07     common_c4_level   1.207000000000e+05
    x_A07     r0_total   2.597000000000e+06
    x_A07     r1_P1     -1.282268800000e+07
    x_A07     r1_P2     -1.282268800000e+07
    x_A07     r1_base   -2.597000000000e+06
    x_A07     r2_total   9.800000000000e+06
    x_A07     r4_min    -2.040000000000e+02
    x_A07     r5_min    -2.040000000000e+02
    x_A07     caps_P1    1.869840000000e+06
    x_A07     caps_P2    3.324160000000e+06
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A08     common_c1_level   3.186000000000e+05
    x_A08     common_c3_level   1.890000000000e+02
    x_A08     r0_total   1.028502000000e+06
    x_A08     r1_P1     -5.078229000000e+06
    x_A08     r1_P2      1.349908000000e+06
    x_A08     r1_base   -1.028502000000e+06
    x_A08     r2_total   2.200004000000e+06
    x_A08     r4_min    -1.890000000000e+02
    x_A08     r5_min    -1.890000000000e+02
    x_A08     caps_P1    1.810163000000e+06
    x_A08     caps_P2    2.468410000000e+05
    MARK      'MARKER'                 'INTEND'
    MARK      'MARKER'                 'INTORG'
    x_A09     common_c1_level   2.376000000000e+05
    x_A09     common_c3_level   1.280000000000e+02
    x_A09     common_c4_level   1.442000000000e+05
    x_A09     r0_total   5.000000000000e+04
    x_A09     r1_P1     -2.468750000000e+05
    x_A09     r1_P2      6.562500000000e+04
    x_A09     r1_base   -5.000000000000e+04
    x_A09     r2_total   1.000000000000e+05
    x_A09     r4_min    -1.280000000000e+02
    x_A09     r5_min    -1.280000000000e+02
    x_A09     caps_P1    9.000000000000e+03
    x_A09     caps_P2    9.100000000000e+04
    x_A09     OBJ        1.004651000000e+06
    MARK      'MARKER'                 'INTEND'
RHS
    RHS       both_A01_A03_1   0.000000000000e+00
    RHS       both_A01_A03_2   0.000000000000e+00
    RHS       both_A01_A03_3   1.000000000000e+00
    RHS       both_A02_A06_1   0.000000000000e+00
    RHS       both_A02_A06_2   0.000000000000e+00
    RHS       both_A02_A06_3   1.000000000000e+00
    RHS       common_c1_0_from   0.000000000000e+00
    RHS       common_c1_0_to   0.000000000000e+00
    RHS       common_c1_0_most   0.000000000000e+00
    RHS       common_c1_0_least   0.000000000000e+00
    RHS       common_c1_one   1.000000000000e+00
    RHS       common_c1_level   0.000000000000e+00
    RHS       common_c1_value   0.000000000000e+00
    RHS       common_c3_0_from   0.000000000000e+00
    RHS       common_c3_0_to   0.000000000000e+00
    RHS       common_c3_0_most   0.000000000000e+00
    RHS       common_c3_0_least   0.000000000000e+00
    RHS       common_c3_1_from   0.000000000000e+00
    RHS       common_c3_1_to   0.000000000000e+00
    RHS       common_c3_1_most   0.000000000000e+00
    RHS       common_c3_1_most__44   0.000000000000e+00
    RHS       common_c3_1_least   0.000000000000e+00
    RHS       common_c3_1_least__47   0.000000000000e+00
    RHS       common_c3_2_from   0.000000000000e+00
    RHS       common_c3_2_to   0.000000000000e+00
    RHS       common_c3_2_most   0.000000000000e+00
    RHS       common_c3_2_most__55   0.000000000000e+00
    RHS       common_c3_2_least   0.000000000000e+00
    RHS       common_c3_2_least__58   0.000000000000e+00
    RHS       common_c3_one   1.000000000000e+00
    RHS       common_c3_level   0.000000000000e+00
    RHS       common_c3_value   0.000000000000e+00
    RHS       common_c4_0_from   0.000000000000e+00
    RHS       common_c4_0_to   0.000000000000e+00
    RHS       common_c4_0_most   0.000000000000e+00
    RHS       common_c4_0_least   0.000000000000e+00
    RHS       common_c4_1_from   0.000000000000e+00
    RHS       common_c4_1_to   0.000000000000e+00
    RHS       common_c4_1_most   0.000000000000e+00
    RHS       common_c4_1_least   0.000000000000e+00
    RHS       common_c4_2_from   0.000000000000e+00
    RHS       common_c4_2_to   0.000000000000e+00
    RHS       common_c4_2_most   0.000000000000e+00
    RHS       common_c4_2_most__83   0.000000000000e+00
    RHS       common_c4_2_least   0.000000000000e+00
    RHS       common_c4_2_least__86   0.000000000000e+00
    RHS       common_c4_one   1.000000000000e+00
    RHS       common_c4_level   0.000000000000e+00
    RHS       common_c4_value   0.000000000000e+00
    RHS       r0_total   1.656309500000e+07
    RHS       r1_P1      0.000000000000e+00
    RHS       r1_P2      0.000000000000e+00
    RHS       r1_base   -1.000000000000e+00
    RHS       r2_total   2.371137900000e+07
    RHS       r4_min    -4.000000000000e+01
    RHS       r5_min    -3.600000000000e+02
    RHS       caps_P1    2.231659200000e+07
    RHS       caps_P2    2.092180500000e+07
    RHS       links_requires_A03_A01   0.000000000000e+00
    RHS       links_together_A06_A02   0.000000000000e+00
BOUNDS
 BV BND       both_A01_A03
 BV BND       both_A02_A06
 UP BND       carry      8.869190000000e+05
 UP BND       carry__45   8.869190000000e+05
 UP BND       carry__53   2.043052000000e+06
 UP BND       carry__56   6.810180000000e+05
 UP BND       carry__81   3.037791000000e+06
 UP BND       carry__84   1.380815000000e+06
 LO BND       common_c1  -8.930240000000e+05
 UP BND       common_c1   2.477025000000e+06
 LO BND       common_c1_0_level  -3.456000000000e+05
 UP BND       common_c1_0_level   9.586090000000e+05
 BV BND       common_c1_0_on
 LO BND       common_c1_0_value  -8.930240000000e+05
 UP BND       common_c1_0_value   2.477025000000e+06
 LO BND       common_c3  -1.155349000000e+06
 UP BND       common_c3   2.724069000000e+06
 LO BND       common_c3_0_level  -9.200000000000e+01
 UP BND       common_c3_0_level   9.900000000000e+01
 BV BND       common_c3_0_on
 LO BND       common_c3_0_value  -1.155349000000e+06
 UP BND       common_c3_0_value   1.243255000000e+06
 UP BND       common_c3_1_level   1.990000000000e+02
 BV BND       common_c3_1_on
 UP BND       common_c3_1_value   1.773837000000e+06
 UP BND       common_c3_2_level   8.020000000000e+02
 BV BND       common_c3_2_on
 UP BND       common_c3_2_value   2.724069000000e+06
 UP BND       common_c4   4.418604000000e+06
 LO BND       common_c4_0_level  -8.185100000000e+04
 UP BND       common_c4_0_level   0.000000000000e+00
 BV BND       common_c4_0_on
 FX BND       common_c4_0_value   0.000000000000e+00
 UP BND       common_c4_1_level   2.399990000000e+05
 BV BND       common_c4_1_on
 UP BND       common_c4_1_value   4.418586000000e+06
 UP BND       common_c4_2_level   6.486000000000e+05
 BV BND       common_c4_2_on
 UP BND       common_c4_2_value   4.418604000000e+06
 BV BND       x_A01   
 BV BND       x_A02   
 BV BND       x_A03   
 BV BND       x_A04   
 BV BND       x_A05   
 BV BND       x_A06   
 BV BND       x_A07   
 BV BND       x_A08   
 BV BND       x_A09   
ENDATA
