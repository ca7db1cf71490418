//! Short and familiar forms of given names, and their spellings in Latin letters: who is called what is common knowledge, not data of
//! anyone.

/// Each line: a full form, then what people make of it. A short form may stand in several lines.
const LINES: &str = "
abigail abby gail
albert al bert bertie
alexander alex al sandy alec xander
alexandra alex sandra sandy lexi
alfred al fred alf
alice allie ali
amanda mandy
andrew andy drew
angela angie
ann anne annie nan nancy
anthony tony
antoine tony
antoinette toni nettie
arthur art artie
barbara barb barbie babs
bartholomew bart
beatrice bea trixie
benjamin ben benny benji
bernard bernie
bertha bertie
bradley brad
bridget biddy bridie
cameron cam
caroline carrie carol
carolyn carol carrie
catherine cathy kate katie kitty cat cathie
cecilia celia cissy
charles charlie chuck chas charley
charlotte lottie charlie
christina chris tina christy chrissy
christine chris tina christy chrissy
christopher chris kit topher
clifford cliff
constance connie
cornelius neil
cynthia cindy
daniel dan danny
danielle dani
david dave davy
deborah deb debbie debby
dennis denny
dominic dom nick
donald don donny
dorothy dot dottie dolly
douglas doug
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellie nell nora ella
elizabeth liz beth betty eliza lizzie bess betsy lisa libby elsie
ellen nell nellie
emily em emmy
emma em
eugene gene
florence flo florrie
frances fran fanny frankie
francis frank fran frankie
francois frank
frederick fred freddie freddy rick
gabriel gabe
gabrielle gaby
geoffrey geoff jeff
george georgie
gerald gerry jerry
gerard gerry
gilbert gil bert
gregory greg
guillaume will guy
harold harry hal
harriet hattie
helen nell nellie
henry harry hank hal
herbert herb bert
hubert hugh bert
isabel isabelle izzy bella belle
isabella izzy bella belle
jacob jake
jacqueline jackie
james jim jimmy jamie jem
janet jan
jean-baptiste jb
jeffrey jeff
jennifer jen jenny jenn
jeremiah jerry
jeremy jerry
jessica jess jessie
joan joanie
joanna jo
johannes hans john
john jack johnny jon
jonathan jon john jonny
joseph joe joey jos
josephine jo josie
joshua josh
judith judy
julia julie
katherine kate kathy katie kat kathie kitty
kathleen kathy kate katie kath
kathryn kathy kate katie
kenneth ken kenny
kimberly kim
lawrence larry laurie
leonard len lenny leo
leslie les
lewis lou louis
lillian lily lil
louis lou louie lewis
louise lou
lucille lucy
madeleine maddy
marcel marc
margaret maggie peg meg peggy marge madge greta rita daisy
marguerite margot daisy
marie-louise malou
martha mattie patty
martin marty
mary molly polly mae mamie may
matilda tilly mattie
matthew matt
maurice mo
maximilian max
maxime max
melissa mel missy
michael mike mick mickey micky
michelle shelly chelle
mildred millie
nathaniel nat nate nathan
nicholas nick nicky
nicole nicky nikki
norman norm
olivia liv livvy
oliver ollie
pamela pam
patricia pat trish patty tricia
patrick pat paddy rick
penelope penny
peter pete
philip phil pip
philippe phil
priscilla cilla
rachel rae
randolph randy
raymond ray
rebecca becky becca
reginald reg reggie
richard rick dick rich ricky dickie
robert bob rob bobby robbie bert
roderick rod rick
rodney rod
roland rollie
ronald ron ronnie
rosemary rose rosie
russell russ
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sadie
sebastien seb
sophia sophie
stanley stan
stephanie steph
stephen steve steph
steven steve
stuart stu
susan sue susie suzy
suzanne sue suzy
sylvia syl
terence terry
theodore ted theo teddy
theresa terry tess tessa tracy
therese terry
thomas tom tommy
timothy tim timmy
tobias toby
valerie val
veronica ronnie
victor vic
victoria vicky tori vic
vincent vince vinny
virginia ginny
walter walt wally
wilfred wilf fred
wilhelmina mina minnie
william will bill willie billy liam willy
winifred winnie fred
zachary zach zack
";

/// Each line: spellings of one name in Latin letters, of which offices and people use now one, now another. Such as are a slip apart, and
/// such as sisters bear (`Anne`, `Anna`), stand in no line.
const SPELLINGS: &str = "
abdallah abdullah abdulla abdellah
abdelrahman abdulrahman abdurrahman abderrahmane
abdelaziz abdulaziz
aicha aisha ayesha aysha
ahmad ahmed
amina aminah ameena
driss idris idriss
ebrahim ibrahim
faisal faysal feisal
farid fareed
fatima fatimah fatma fatemeh
habib habeeb
hakim hakeem
hamid hameed
hasan hassan
hossein husain hussain hussein houssein hussien
iqbal eqbal
jamal gamal djamel jamel
jamil jameel gamil
karim kareem
khadija khadijah
khaled khalid
laila layla leila leyla
mahmoud mahmud mehmood
majid majeed
malik malek
mariam maryam miriam mariyam meryem
mohamed mohammad mohammed muhammad mohamad muhammed mohamud mehmet
mostafa mustafa mustapha moustafa
naser nasser nasir
nor nour noor nur
omar umar omer
osama usama oussama
qasim kassem kasim qassim
rachid rashid rasheed
rahim raheem
rania raniya
said saeed saeid sayed syed
saleh salih salah
salim saleem selim
samir sameer
sharif shareef cherif
suleiman sulaiman soliman suleyman
tarek tariq tarik
walid waleed
yasin yassin yaseen yassine
yahia yahya
youssef yusuf yousef yousuf yusef yosef youcef
zainab zaynab zeinab zeynep
alexei alexey aleksei aleksey oleksii
dmitri dmitry dmitriy dmytro dimitri
ekaterina yekaterina kateryna katerina
evgeny evgeniy yevgeny yevgeniy eugene
maksim maxim maksym
mikhail mykhailo michail mikhael
nikolai nikolay mykola nicolai
pavel pavlo
sergei sergey serhii serhiy sergiy
svetlana svitlana
tatiana tatyana tetiana tatjana
vasily vasiliy vasyl
vladimir volodymyr wladimir
vyacheslav viacheslav
yuri yury yuriy yurii iouri juri
alexander aleksandr oleksandr
elena yelena olena
julia yulia yuliya iuliia yuliia
natalia nataliya nataliia
taher tahir
";

/// Every (full form, short form) and (spelling, other spelling), in the order of the lists. Two forms of one full form are one name.
pub(crate) fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES.lines().chain(SPELLINGS.lines()).flat_map(|line| {
        let mut words = line.split(' ');
        let full = words.next().unwrap_or_default();
        words.map(move |short| (full, short))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn bob_is_robert() {
        assert!(super::pairs().any(|pair| pair == ("robert", "bob")));
        assert!(super::pairs().any(|pair| pair == ("youssef", "yousuf")));
        assert!(super::pairs().all(|(full, short)| !full.is_empty() && !short.is_empty() && full != short));
    }
}
