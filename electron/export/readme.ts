/** The text that lies in a folder of everything, in both languages: what it is, what is private, what is not in it. */
export const README = `Wattlight: everything this wallet knows
=======================================

index.json lists every file with its SHA-256, says which are private, and names what could not be written.
The files are described in docs/export.md of Wattlight's sources. Files that end in .watt are proofs: others can check them.

PRIVATE. Nothing here is encrypted. Readings tell when somebody is at home; address book, notes and limits are yours alone.
Keep this folder as you would keep your bank's letters, and give away single .watt files instead of all of it.

No key, passphrase or recovery word is in it: this folder is no back-up of the wallet, and nobody can sign with it.
Passwords of devices are left out too.


Wattlight：此钱包所知的全部内容
================================

index.json 列出每个文件及其 SHA-256，标明哪些属于隐私，并写明哪些未能写入。
各文件的说明见 Wattlight 源码中的 docs/export.md。以 .watt 结尾的文件是证明，他人可以核验。

隐私：此处内容均未加密。读数会透露家中何时有人；通讯录、备注和限额只属于您。
请像保管银行信件一样保管此文件夹；需要给他人时，只给单个 .watt 文件。

其中没有密钥、口令或恢复单词：它不是钱包备份，无法用它签名。设备密码也不在其中。
`;
