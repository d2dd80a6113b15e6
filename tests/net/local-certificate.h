/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The certificate of the tests' server on 127.0.0.1, signed by itself, and its key, which guards
 * nothing. */
#pragma once

static const char local_certificate[]
    = "-----BEGIN CERTIFICATE-----\n"
      "MIIBdTCCARygAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5UZXN0cyBv\n"
      "ZiBTaGVhZjAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUG\n"
      "A1UEAwwOVGVzdHMgb2YgU2hlYWYwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARc\n"
      "VnoP/Ov1kPkyosRRCFkcQDDn/YPY25ouKVh/c2qDu2b0xufu9BywFHJwf0wlhZm1\n"
      "k1dnvxMn7LEQsRLs4xrxo1MwUTAPBgNVHREECDAGhwR/AAABMA8GA1UdEwEB/wQF\n"
      "MAMBAf8wDgYDVR0PAQH/BAQDAgKEMB0GA1UdDgQWBBTQoSlp49R8aG1fx3zXPtkD\n"
      "5UR1JTAKBggqhkjOPQQDAgNHADBEAiATCpb74YhsNVskGUH/7d+8t7GZkspIm/ga\n"
      "ogfELTsH+wIgdmXRM9qcgVu4wifyChzLeXjyVSD5yZTi5QzLlKWc838=\n"
      "-----END CERTIFICATE-----\n";

static const char local_certificate_key[]
    = "-----BEGIN PRIVATE KEY-----\n"
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg11xkbdVDjHO+Qv49\n"
      "oz3Q2XnDKtQaGs9Ewh0QsQu7egyhRANCAARcVnoP/Ov1kPkyosRRCFkcQDDn/YPY\n"
      "25ouKVh/c2qDu2b0xufu9BywFHJwf0wlhZm1k1dnvxMn7LEQsRLs4xrx\n"
      "-----END PRIVATE KEY-----\n";
