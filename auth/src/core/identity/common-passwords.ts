const list = `
12345678 123456789 1234567890 12345678910 0123456789 987654321 9876543210 0987654321 87654321 11223344
1122334455 112233445566 123123123 1231231234 12341234 12344321 123454321 123456123 123456654321
123321123 12121212 13131313 10203040 102030405060 147258369 159753456 741852963 789456123 7894561230
963852741 147852369 14789632 123698745 159357456 01234567 00000000 11111111 22222222 55555555 66666666
77777777 88888888 99999999 111111111 1111111111 000000000 0000000000 999999999 111222333 147147147
123456780 1234567891 12345678901 123456789a 123456789q 123456789abc a123456789 aa123456 aa12345678
abc12345 abcd1234 abcde12345 abc123456 abc123abc abc123def abcdefgh abcdefghi abcdefghij abcdefg1
abcdefg123 1234abcd 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz1qaz q1w2e3r4
q1w2e3r4t5 q1w2e3r4t5y6 qwer1234 qwert123 qwert12345 qwerty12 qwerty123 qwerty1234 qwerty12345
qwerty123456 qwerty321 qwertyui qwertyuio qwertyuiop qwertyuiop123 qwerty.123 qwertz123 qwertzui
qwertzuiop azertyuiop azerty123 azerty12345 asdfghjk asdfghjkl asdfghjkl1 asdfasdf asdf1234 asdfqwer
asdf123456 zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvbnm,./ zaq12wsx zaq1zaq1 zaq1xsw2 zxczxczxc qazwsxedc
qazwsx123 qazqazqaz qweasdzxc qweqweqwe qwe123qwe qweasd123 wsxedcrfv 123qweasd 123qweasdzxc 123qwe123
1234qwer 12345qwert 123456qwerty 1a2b3c4d a1b2c3d4 a1b2c3d4e5 1234567a 1234567q q1234567 a1234567
a12345678 12345678a 12345678q q12345678 aaaaaaaa bbbbbbbb xxxxxxxx zzzzzzzz password password1 password2
password3 password12 password123 password1234 password12345 password123456 password! password1!
password@1 password@123 password01 password99 passw0rd passw0rd1 passw0rd! p@ssword p@ssword1 p@ssw0rd
p@ssw0rd1 p@ssw0rd! p@$$w0rd p@$$word pa$$word pa$$w0rd pa55word pa55w0rd passwort passwort1 passwort123
passwords passpass pass1234 pass12345 pass123456 mypassword mypass123 motdepasse contraseña contrasena
senha123 parola123 haslo123 wachtwoord wachtwoord1 geheim123 hallo123 hallo1234 hallohallo changeme
changeme1 changeme123 change_me change-me letmein1 letmein123 letmein! letmeinnow welcome1 welcome12
welcome123 welcome1234 welcome! welcome2 welcome@123 willkommen willkommen1 bienvenue trustno1
trustnoone superman superman1 batman123 spiderman spiderman1 starwars starwars1 pokemon1 pokemon123
football football1 football12 baseball baseball1 basketball volleyball swimming softball lacrosse
princess princess1 princess123 princesa sunshine sunshine1 sunshine123 rainbow1 flowers1 butterfly
butterfly1 chocolate chocolate1 cupcake1 cookie123 iloveyou iloveyou1 iloveyou12 iloveyou123 iloveyou2
iloveyou! iloveme1 ilovegod iloveu123 loveyou1 lovelove lovely123 teiubesc tequiero teamo123 jetaime1
jessica1 jennifer jennifer1 michelle michelle1 michael1 michael123 jonathan jordan23 jordan123 charlie1
charlie123 samantha samantha1 danielle elizabeth alexander alexandra alexander1 christian christopher
nicholas benjamin isabella victoria victoria1 stephanie patricia katherine veronica valentina gabriela
fernando sebastian francisco alejandro alejandra andrea123 daniel123 david123 thomas123 anthony1
matthew1 william1 andrew123 ashley123 nicole123 hannah123 matrix123 computer computer1 internet
internet1 samsung1 samsung123 google123 facebook facebook1 facebook123 linkedin myspace1 youtube1
minecraft minecraft1 nintendo playstation corvette mercedes mustang1 ferrari1 porsche1 yamaha123
harley123 liverpool liverpool1 liverpool123 barcelona barcelona1 realmadrid juventus chelsea1 chelsea123
arsenal1 arsenal123 manchester manutd123 cowboys1 yankees1 steelers lakers24 dragon123 dragonball
monster1 monster123 shadow123 master123 master12 killer123 hunter123 tigger123 buster123 ginger123
pepper123 summer123 winter123 spring123 autumn123 summer2020 summer2021 summer2022 summer2023 summer2024
summer2025 summer2026 winter2024 winter2025 winter2026 snoopy123 freedom1 freedom123 whatever whatever1
blahblah nothing1 something maverick mercury1 midnight moonlight starlight blessing blessed1 jesus123
jesuschrist jesusis1 christ123 heaven123 angel123 angels123 admin123 admin1234 admin12345 admin123456
admin@123 administrator administrator1 adminadmin rootroot root1234 toor1234 test1234 test12345
test123456 testtest testing1 testing123 test@123 guest123 guest1234 user1234 default1 default123
secret12 secret123 secret1234 topsecret login123 master1234 server123 temp1234 temppass temporary
temporal demo1234 sample123 example1 example123 system123 manager1 manager123 company1 company123
office123 london123 france123 america1 canada123 germany1 deutschland brazil123 mexico123 michigan
florida1 newyork1 newyork123 california australia einstein sherlock gandalf1 hogwarts harrypotter
startrek1 elephant elephant1 dolphin1 dolphins penguin1 scorpion panthers crocodile hellokitty hello123
hello1234 hello12345 hellohello helloworld goodluck goodmorning fuckyou1 fuckyou123 fuckyou! asshole1
bullshit 1g2w3e4r 3rjs1la7qe 18atcskd2w zag12wsx gfhjkmgfhjkm ghjcnjnfr gatehouse gatehouse1
gatehouse123 iiifiiif archive1 archive123 archives1 library1 library123 museum123 images123 picture1
`;

/** The passwords that guessing starts with, as far as they are long enough at all; lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(list.trim().split(/\s+/));
