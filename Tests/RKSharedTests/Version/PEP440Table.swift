/// Versions in ascending order as Python's `packaging` 26.2 sorts and writes them.
///
/// One line holds equal versions, parted by ` | `; a text that is not its own normal form is followed by ` = ` and that form.
let pep440Table = """
    0 | 0.0
    0.0.1.dev1
    0.5.1.dev0
    0.5.1
    0.6.0rc1
    0.6.0rc2
    0.6.0rc10
    0.6.0
    1.0dev = 1.0.dev0 | 1.dev0 | v1.0.0dev_ = 1.0.0.dev0
    1.0-dev.+abc.1 = 1.0.dev0+abc.1
    1.0_dev1 = 1.0.dev1
    1.0-dev-4 = 1.0.dev4 | 1.0dev.4 = 1.0.dev4 | 1.dev_4 = 1.dev4 | v1.0.0.dev-4 = 1.0.0.dev4 | v1.dev_4 = 1.dev4
    1.0.0dev-4+1 = 1.0.0.dev4+1
    1.0-dev-8 = 1.0.dev8
    1.0.dev456
    0!1.0.0_alpha-.dev.1 = 1.0.0a0.dev1
    0!1.0.0_a_ = 1.0.0a0 | 1.0a = 1.0a0 | 1.0a. = 1.0a0 | 1.0alpha = 1.0a0
    1.0a--1 = 1.0a0.post1
    1.0.0-alpha-1.dev_ = 1.0.0a1.dev0 | v0!1.0.0_a1.dev. = 1.0.0a1.dev0
    0!1.0.alpha-1 = 1.0a1 | 1.0.0.a-1 = 1.0.0a1 | 1.0.a-1 = 1.0a1 | 1.0a01 = 1.0a1 | 1.0a1 | v1.0.alpha-1 = 1.0a1
    1.0-alpha.1-3-dev-1+abc = 1.0a1.post3.dev1+abc
    1.a.2_dev_ = 1a2.dev0
    1.a2dev-1 = 1a2.dev1
    1.0a2.dev456
    1-alpha.2 = 1a2 | 1.alpha_2 = 1a2
    v1.0a.2+10 = 1.0a2+10
    1.0_alpha.2-1dev.4 = 1.0a2.post1.dev4
    0!1.0.0-a10 = 1.0.0a10
    v0!1.a_10+abc.1 = 1a10+abc.1
    1.0a12.dev456
    1.0a12
    1.0-b. = 1.0b0
    v1.0.beta_-3 = 1.0b0.post3
    1.0b1.dev456
    1-beta_1 = 1b1
    v1_beta.1+1 = 1b1+1
    1.0b-2.dev. = 1.0b2.dev0
    1.0-beta_2 = 1.0b2 | 1.0b2
    v0!1.0-beta_2+1 = 1.0b2+1
    v1.0.beta-2-1 = 1.0b2.post1
    1.0b2.post345.dev456
    1.0b2.post345
    1-b.10.dev-1+a-1.x = 1b10.dev1+a.1.x
    1.0.0-beta_10 = 1.0.0b10
    1.0.beta.10-3 = 1.0b10.post3 | v1_beta_10-3 = 1b10.post3
    1.0_pre- = 1.0rc0
    1.0.0-RC_+10 = 1.0.0rc0+10
    v1.0.0.preview_-1 = 1.0.0rc0.post1
    1.0.0.RC_-3 = 1.0.0rc0.post3
    1.0-preview1.dev-+1 = 1.0rc1.dev0+1
    1.0rc1.dev456
    1.0rc1 | v1.0_preview1 = 1.0rc1
    1.pre.1+01 = 1rc1+1
    v0!1.0.0-rc-1-1 = 1.0.0rc1.post1
    0!1-preview_1-1+1a = 1rc1.post1+1a
    v1.RC.1_post-10 = 1rc1.post10
    1_RC_2-dev.1 = 1rc2.dev1
    1.0.RC2 = 1.0rc2
    0!1.0.0.pre.2-1 = 1.0.0rc2.post1 | v1preview_2-1 = 1rc2.post1
    1.0.0preview_2.post-10dev-4 = 1.0.0rc2.post10.dev4
    1.0c3 = 1.0rc3
    1.0PRE4 = 1.0rc4
    1.0.preview.5 = 1.0rc5
    0!1.0.0-pre10.dev+a-1.x = 1.0.0rc10.dev0+a.1.x
    1.c_10 = 1rc10 | v0!1.0.0_pre.10 = 1.0.0rc10 | v1pre.10 = 1rc10
    1.0-c-10-3 = 1.0rc10.post3
    0!1.0.0 = 1.0.0 | 1 | 1.0 | 1.0.0 | v0!1.0 = 1.0 | v1 = 1 | v1.0 = 1.0 | v1.0.0 = 1.0.0
    1.0.0+abc
    1.0+abc.5
    1.0+abc.7
    1.0+ubuntu-1 = 1.0+ubuntu.1
    1.0+Ubuntu_2 = 1.0+ubuntu.2
    1.0+01 = 1.0+1
    1.0+5
    v1+10 = 1+10
    1.0.0_rev = 1.0.0.post0 | 1.0.post = 1.0.post0
    v1.0-1-dev.1 = 1.0.post1.dev1
    0!1.0.0-1 = 1.0.0.post1 | 1.0-1 = 1.0.post1 | 1.0.0-1 = 1.0.0.post1 | v1-1 = 1.post1
    v1.0.0-1+01 = 1.0.0.post1+1
    0!1.0_rev.2+1a = 1.0.post2+1a | 1.post_2+1a = 1.post2+1a
    v1-3-dev. = 1.post3.dev0
    0!1.0.0-3dev1 = 1.0.0.post3.dev1
    1-3-dev.4 = 1.post3.dev4
    1-3 = 1.post3 | 1.0-3 = 1.0.post3 | v1-3 = 1.post3 | v1.0.0-3 = 1.0.0.post3
    1.0-r4 = 1.0.post4
    1.0.rev5 = 1.0.post5
    1.0_post_7 = 1.0.post7
    1.0.post456.dev34
    1.0.post456
    v1.0.0.1 = 1.0.0.1
    1.1.dev1
    1.2+123abc
    1.2+123abc456
    1.2+abc
    1.2+abc123
    1.2+abc123def
    1.2+1234.abc
    1.2+123456
    1.2.r32+123456 = 1.2.post32+123456
    1.2.rev33+123456 = 1.2.post33+123456
    01.02.03 = 1.2.3
    1.9
    1.9.1
    1.10a0
    1.10
    0!2.1dev. = 2.1.dev0
    2.1a-1-3 = 2.1a1.post3
    v2.1.a_10 = 2.1a10
    v2.1_c = 2.1rc0
    2.1.preview__rev = 2.1rc0.post0
    2.1_rc--1.dev. = 2.1rc0.post1.dev0
    2.1-prepost-10.dev.4+10 = 2.1rc0.post10.dev4+10
    v2.1.RC-1 = 2.1rc1
    v2.1.pre2_dev-1 = 2.1rc2.dev1
    0!2.1-RC2rev+a-1.x = 2.1rc2.post0+a.1.x
    0!2.1.pre_2-1 = 2.1rc2.post1
    2.1-c.2-3 = 2.1rc2.post3
    v2.1RC-10dev-4 = 2.1rc10.dev4
    v2.1rc-10 = 2.1rc10
    2.1 | v2.1 = 2.1
    v0!2.1+1 = 2.1+1 | v2.1+01 = 2.1+1
    0!2.1-1 = 2.1.post1
    0!2.1.rev.2-dev = 2.1.post2.dev0
    2.1rev-2dev4 = 2.1.post2.dev4
    v2.1-3dev. = 2.1.post3.dev0
    2.1-3-dev.4 = 2.1.post3.dev4
    v2.1-3+a-1.x = 2.1.post3+a.1.x
    v2.1-3+abc = 2.1.post3+abc
    2.1_post.10_dev-1 = 2.1.post10.dev1
    v2.1_post_10 = 2.1.post10
    2.1.0.3.dev- = 2.1.0.3.dev0 | 2.1.0.3_dev- = 2.1.0.3.dev0
    2.1.0.3.dev-1 = 2.1.0.3.dev1
    2.1.0.3-dev1+abc.1 = 2.1.0.3.dev1+abc.1
    0!2.1.0.3alpha--dev-4 = 2.1.0.3a0.dev4
    2.1.0.3_alpha_-rev_.dev. = 2.1.0.3a0.post0.dev0
    2.1.0.3_beta.-1+01 = 2.1.0.3b0.post1+1
    0!2.1.0.3-preview-.dev_4+1 = 2.1.0.3rc0.dev4+1
    2.1.0.3.pre = 2.1.0.3rc0 | 2.1.0.3c = 2.1.0.3rc0
    2.1.0.3-RC.+abc.1 = 2.1.0.3rc0+abc.1
    2.1.0.3rc--1 = 2.1.0.3rc0.post1
    2.1.0.3-preview-rev-2 = 2.1.0.3rc0.post2
    2.1.0.3_pre.-3_dev.4 = 2.1.0.3rc0.post3.dev4
    v2.1.0.3c_1 = 2.1.0.3rc1
    0!2.1.0.3c2 = 2.1.0.3rc2
    v0!2.1.0.3_rc2-1 = 2.1.0.3rc2.post1
    2.1.0.3.preview_10 = 2.1.0.3rc10
    0!2.1.0.3 = 2.1.0.3 | v2.1.0.3 = 2.1.0.3
    v2.1.0.3+a-1.x = 2.1.0.3+a.1.x
    2.1.0.3+abc
    v0!2.1.0.3-post. = 2.1.0.3.post0
    2.1.0.3-1 = 2.1.0.3.post1
    2.1.0.3-rev_2 = 2.1.0.3.post2
    2.1.0.3-r.2+1a = 2.1.0.3.post2+1a
    2.1.0.3-3dev.1 = 2.1.0.3.post3.dev1
    v0!2.1.0.3-3 = 2.1.0.3.post3
    0!2.1.0.10_dev_1 = 2.1.0.10.dev1
    2.1.0.10.dev_4 = 2.1.0.10.dev4
    v2.1.0.10b- = 2.1.0.10b0
    2.1.0.10.b.1+abc.1 = 2.1.0.10b1+abc.1
    v2.1.0.10-preview_-dev = 2.1.0.10rc0.dev0
    v2.1.0.10-rc_-3 = 2.1.0.10rc0.post3
    2.1.0.10-c-1 = 2.1.0.10rc1 | 2.1.0.10RC-1 = 2.1.0.10rc1
    2.1.0.10-c_1-3 = 2.1.0.10rc1.post3
    v0!2.1.0.10.c2 = 2.1.0.10rc2
    2.1.0.10_c.10-dev.1+abc = 2.1.0.10rc10.dev1+abc
    2.1.0.10c10 = 2.1.0.10rc10
    2.1.0.10.RC.10.r_+1a = 2.1.0.10rc10.post0+1a
    2.1.0.10
    2.1.0.10+a-1.x = 2.1.0.10+a.1.x
    2.1.0.10-1+1a = 2.1.0.10.post1+1a
    2.1.0.10-3 = 2.1.0.10.post3 | v2.1.0.10-3 = 2.1.0.10.post3
    v2.1.0.10_post.10+1a = 2.1.0.10.post10+1a
    2012.10
    20260101.1
    20260102
    99999999999999999999998
    99999999999999999999999.1
    99999999999999999999999.2.dev1
    1!0.1
    1!1.0.dev1
    1!1-a_1 = 1!1a1
    1!1a2-3.dev = 1!1a2.post3.dev0
    v1!1.a-10+1 = 1!1a10+1
    1!1.a_10rev- = 1!1a10.post0
    1!1.0-b.+10 = 1!1.0b0+10
    1!1.0.0-pre.dev1+abc = 1!1.0.0rc0.dev1+abc
    1!1.0_pre-2 = 1!1.0rc2
    1!1.0pre10-dev-1 = 1!1.0rc10.dev1
    1!1_c-10 = 1!1rc10
    1!1 | 1!1.0 | 1!1.0.0
    1!1+01 = 1!1+1
    v1!1-1 = 1!1.post1
    1!1.0-3+a-1.x = 1!1.0.post3+a.1.x
    1!1.0.0.post10 | v1!1.0.0.post10 = 1!1.0.0.post10
    1!2.1.dev-4 = 1!2.1.dev4
    1!2.1.alpha--dev_ = 1!2.1a0.dev0
    1!2.1.beta_1-post10 = 1!2.1b1.post10
    v1!2.1_RC.1 = 1!2.1rc1
    1!2.1-pre.10 = 1!2.1rc10
    1!2.1-1 = 1!2.1.post1
    1!2.1.0.3-beta.2rev2dev4 = 1!2.1.0.3b2.post2.dev4
    1!2.1.0.3.RC-2 = 1!2.1.0.3rc2
    v1!2.1.0.3 = 1!2.1.0.3
    1!2.1.0.3-3+a-1.x = 1!2.1.0.3.post3+a.1.x
    1!2.1.0.10.alpha. = 1!2.1.0.10a0
    1!2.1.0.10betar- = 1!2.1.0.10b0.post0
    1!2.1.0.10-pre_1 = 1!2.1.0.10rc1
    1!2.1.0.10-c2-3 = 1!2.1.0.10rc2.post3
    v1!2.1.0.10_pre.10+abc.1 = 1!2.1.0.10rc10+abc.1
    v1!2.1.0.10 = 1!2.1.0.10
    1!2.1.0.10+1a
    2!0
    """
