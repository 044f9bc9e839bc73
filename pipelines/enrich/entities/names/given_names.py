"""Given names that are one name: short forms, and the same name in neighbouring languages.

Each line is one class, folded. A form may stand in several classes ("alex"). Classes say "could be the same person";
the surname has to agree as well before anyone is joined.
"""

from functools import lru_cache

ENGLISH = """
abigail abby gail; abraham; albert al bert; alexander alex sandy alec alexandre alejandro alessandro; alexandra alex sandra alexandria
alfred alf fred; alan allan allen; andrew andy drew; ann anne anna; anthony tony antony; arthur art; barbara barb; benjamin ben benny benji
bernard bernie; bradley brad; caroline carolyn; catherine katherine kathryn cathy kathy kate katie katharine; charles charlie chuck chas
christopher chris kit; christine chris christina; clifford cliff; daniel dan danny; david dave davey; deborah debbie debra; dennis denis
donald don donny; dorothy dot; douglas doug; edward ed eddie ted teddy ned; edwin ed; elizabeth elisabeth liz beth betty betsy bess eliza lizzie libby
eugene gene; francis frank; franklin frank; frederick fred freddie frederic; gabriel gabe; geoffrey jeffrey jeff geoff; gerald gerry jerry
gregory greg gregg; harold hal harry; henry harry hank; howard howie; jacob jake; james jim jimmy jamie; jason jay; jennifer jen jenny
jeremy jerry; jessica jess jessie; john jack johnny jon; jonathan jon jonny jonathon; joseph joe joey; joshua josh; judith judy; kenneth ken kenny
lawrence larry laurence; leonard leo len lenny; lewis louis lou; madeleine maddie; margaret maggie peggy meg; marjorie marge; mark marc
martin marty; matthew matt mathew; michael mike mick mickey micheal; mitchell mitch; nathan nate nathaniel; nicholas nick nicolas nicky; nicole nikki
norman norm; pamela pam; patrick pat paddy; patricia pat patty tricia; peter pete; philip phil phillip; rachel rachael; randall randy randolph
raymond ray; rebecca becky; richard dick rick rich ricky richie; robert bob bobby rob robbie bert; roderick rod; ronald ron ronnie; rudolph rudy rudolf
russell russ; samuel sam sammy; samantha sam; stephen steve steven stevie; stuart stewart; susan sue suzanne; terence terry terrence; theodore ted teddy theo
theresa teresa terri; thomas tom tommy; timothy tim timmy; victoria vicky; victor vic; vincent vince; walter walt wally; wesley wes
william bill billy will willie; zachary zach zack; joanne jo joann; sarah sara; hillary hilary; geoffrey jeff; nancy nan; condoleezza condoleeza condi; newton margarita rita; francis francisco paco; valerie val; gordon gordie
"""

SLAVIC = """
vladimir volodymyr wladimir wolodymyr uladzimir volodimir volodymir; sergei sergey serhiy serhii sergej siarhei syarhey serguei serhij sergiy
dmitry dmitri dmytro dmitriy dmitrii dmitrij dzmitry dimitri dmytry; aleksandr alexander oleksandr aliaksandr alyaksandr aleksander alexandr olexandr alexandre
alexei alexey aleksei aleksey oleksiy oleksii alyaksey alexej alexi; yevgeny evgeny yevgeni evgeni yevhen yevheniy yevgeniy evgeniy jewgeni jewgenij yevhenii evgenii
mikhail mykhailo mihail michail mykhaylo mikheil; nikolai mykola nikolay nikolaj mikola mikalai; andrei andrey andriy andrii andrej andrij; igor ihor
vladislav vladyslav wladislaw uladzislau; anatoly anatoli anatoliy anatolii anatolij; oleg oleh aleh; pavel pavlo pawel; pyotr petro petr piotr pjotr
vasily vasyl vasiliy vasili vassily wassili vasil; viktor victor wiktor viktar; yuri yury yuriy yurii juri jurij iurii iouri; grigory grigori hryhoriy hryhorii grigoriy
konstantin kostyantyn kostiantyn constantine kanstantsin; ilya illia ilia illya ilja; roman raman; ruslan; maxim maksim maksym maxym; denis denys dzianis
kirill kyrylo kiril cyril kyryl; timofei tymofiy timofey; fyodor fedor fedir theodor; ivan; leonid leanid; stepan stsiapan; taras; valery valeriy valerii valeri valeriy walerij
vitali vitaly vitaliy vitalii witali vital; vyacheslav viacheslav vjatscheslaw viatcheslav; yaroslav jaroslaw jaroslav; arseniy arseny arsenii arsen; artem artyom artsiom
olga olha volha; elena yelena olena helena alena; natalia natalya nataliya natalie; ekaterina yekaterina kateryna katerina katya; yulia julia yuliya julija iulia; svetlana svitlana sviatlana swetlana
irina iryna iryna; tatiana tatyana tetiana tetyana tatsiana; ksenia kseniya xenia oksana; lyudmila ludmila liudmyla ljudmila; maria mariya mary mariia; sofia sofiya sophia; alla; anna ganna hanna
boris borys barys; georgy georgi heorhiy giorgi georgiy jiri; gennady hennadiy gennadi gennadiy; eduard edward; german herman; lev lew leo leon; zurab surab; stanislav stanislaw
slobodan; zeljko; milos; marko marco; jovan; iosif josef yosif; josip; radovan; ratko; mikheil mikhail; nursultan; ramzan; dzhokhar djokhar jokhar; aslan; sviatoslav svyatoslav; rostislav rostyslav
"""

ARABIC = """
muhammad mohammed mohamed mohammad muhammed mohamad mahomed muhamad mohd muhamed mohamud muhammadu mohammadu mahamadou mamadou; ahmad ahmed achmed ahmet; mahmoud mahmud mahmood; hussein husayn hossein hussain husain husein
hassan hasan hassen; ali; umar omar oumar; uthman osman othman usman; yusuf youssef yousef yousuf yusef joseph youssouf; ibrahim ebrahim ibraheem; ismail ismael esmail; abdullah abdallah abdulla
abd abdul abdel abdal; khalid khaled; walid waleed; said saeed sayed saeid sayyid; mustafa mostafa moustafa; osama usama oussama; muammar moammar moamer muamar; bashar bachar; hafez hafiz
ayman aiman; salih saleh salah; nuri nouri; nasser nasir naser nasr; jamal gamal djamal; karim kareem; rashid rachid rasheed; tariq tarek tarik; ziad ziyad; faisal faysal feisal; hamid hameed
mansour mansur; marwan; qasem qassem kassem kasim qasim; javad jawad; reza rida ridha; amir ameer; anwar anwer; ismet; jalal djalal; massoud masoud massud; mehdi mahdi; moqtada muqtada; nabil nabeel
zein zayn zain; zine; khalil khaleel; imran; asif; nawaz; pervez parvez; hamdan; rafiq rafik; saad; salman; sultan; tamim; turki; yahya yehia; yasser yasir yassir; zayed zayid; fatah fattah; ezzedine izzeddin
"""

HISPANIC = """
jose pepe; carles; juan; luis luiz; jorge; carlos; pedro; miguel; manuel; francisco; antonio; rafael raphael; fernando; ricardo; eduardo; hugo; javier xavier; diego; sergio; raul; nicolas; andres; alberto; mario; pablo; enrique henrique
adan; alan; alvaro; ana; armando; arturo; augusto; aurelio; beatriz; camilo; carmen; cesar; claudia; cristina; cristobal; daniel; delcy; dilma; dolores; elena; eliseo; emilio; ernesto; esteban; evo; felipe; fidel; gabriela; gerardo; gonzalo; guillermo; gustavo; hector; humberto; ignacio
isabel; ivan; jaime; jair; jesus; joaquin; julian; julio; leopoldo; lucia; luciano; lucio; margarita; marcelo; mariano; martin; mauricio; michelle; nestor; octavio; oscar; ollanta; pilar; ramon; rene; rigoberta; roberto; rodrigo; rosa; ruben; salvador; santiago; sebastian; soledad; tomas; vicente; xiomara; gloria; inacio ignacio
"""

WESTERN = """
jean; pierre; jacques; francois; michel; philippe; henri; emmanuel; nicolas; marine; segolene; dominique; laurent; bruno; gerard; alain; yves; claude; olivier; jerome; christophe; guillaume
hans; karl carl; heinrich; helmut; gerhard; wolfgang; jurgen juergen; angela; frank; olaf; joachim; friedrich; johannes; klaus claus; dieter; werner; sebastian; jens; ursula; annalena; christian; markus marcus; stefan stephan; kurt
giovanni; giuseppe; silvio; matteo; romano; giorgio; paolo; marco; luca; lorenzo; enrico; massimo; giorgia; giulio; sandro; mariano; pedro; artur; felipe; alexis; viktor; zoltan; istvan; laszlo; janos; gyula; peter; andras; ferenc; gyorgy
emma; laura; paul; george; brian; kevin; scott; eric erik; adam; ryan; justin; jordan; tyler; keith; roger; nigel; simon; neil; ian; sean shaun shawn; craig; bruce; dean; boris; rishi; keir; liam; kamala; joe; barack; melania; ivanka
lisa; karen; linda; sharon; donna; michelle; amy; angela; sandra; emily; hannah; megan meghan; lauren; rachel; diane diana; julie; julia; carol; ruth; helen; alice; jane; janet; joan; rose; grace; judy; martha; mary; marie; kim; tracy; nikki
aaron; aidan; alison allison alyson; alistair alastair alasdair alister; amanda; amber; andrea; april; ashley; audrey; beatrice; beverly; brandon; brenda; brent; brett bret; bridget; brittany; bryan brian; calvin; cameron; carl; carla; casey; cecil; chad; chelsea; cheryl; claire clare; clarence; claudia; clayton; clint; clive; cody; colin; connor conor; corey cory
courtney; curtis; cynthia cindy; dale; damian damien; darren darrin; dawn; dean; denise; derek derrick; desmond; devin; dominic dominick; doris; duane dwayne; dustin; dwight; dylan; earl; edgar; edith; edmund; elaine; eleanor; ellen; elliott elliot; elmer; emil; eric; erin; ernest; esther; ethan; evan; evelyn; faith; fay; felix; fiona; floyd; gail; garry gary; gavin; gayle; gilbert; gina; glenn glen; gloria
; gretchen; gwen; harriet; hazel; heather; heidi; herbert; herman; holly; homer; horace; hubert; hugh; ida; ingrid; irene; isabella; ivan; jacqueline jackie; janice; jared; jasmine; jean; jeanne; jill; jocelyn; joel; joyce; juanita; juliet; june; karl; kathleen; kay; keith; kelvin; kerry; kirk; kirsten; kristen kristin; kristina; kurt; kyle; lance; lana; leah; leroy; leslie lesley
lester; lillian; lindsey lindsay lindsy; lloyd; lois; loretta; lorraine; louise; lucas; lucy; luke; luther; lydia; lynn; mabel; malcolm; marcia; marcus; margot; maria; marian marion; marilyn; marlene; marsha; marvin; maureen; maurice; max; maxine; megyn; melania; melanie; melinda; melissa; melvin; mercedes; meredith; merle; mildred; milton; miranda; miriam; mitt; molly; monica; muriel; myra; naomi; natalie; neil neal
noah; noel; nora; olive; oliver; olivia; oscar; otto; patsy; paula; pauline; penny; phyllis; priscilla; quentin; ralph; ramona; randolph; reginald reggie; renee; rex; rhonda; rita; robin; rodney; roland; rosemary; roxanne; roy; ruby; sally; scarlett; seth; shannon; shelley shelly; sheila; shirley; sidney sydney; silvia sylvia; stacey stacy; stella; tamara; tara; teresa; tina; todd; toni; travis; trevor
vanessa; vera; vernon; veronica; viola; virginia; vivian; wanda; wayne; wendy; wilbur; willard; winston; yvonne; zoe; jada; spiro; hubert; newt; ruth; antonin; elena; sonia; neil; brett; amy
"""

OTHER = """
lech; jaroslaw; donald; andrzej; mateusz; tomasz; zbigniew; wojciech; vaclav; milos; petr; karel; zuzana; robert; ion; nicolae; traian; klaus; bojko boyko; rumen; edi; recep; tayyip; abdullah; kemal; mustafa; bulent; suleyman; devlet
kyriakos; alexis; antonis; kostas costas konstantinos; georgios george giorgos; andreas; yannis yanis ioannis giannis; nikos nicos nikolaos; evangelos; dimitris dimitrios; panagiotis; vassilis vasilis vasileios
jacob; benjamin binyamin bibi benyamin; shimon; ariel; ehud; yitzhak yitzchak itzhak isaac; moshe; naftali; yair; avigdor; golda; david; daniel; menachem; yigal; tzipi; eli; gideon; yoav; bezalel; itamar; isaac
"""


def _classes(names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in names.replace("\n", ";").split(";") if line.split())


NICKNAME_CLASS_COUNT = len(_classes(ENGLISH))
"""Classes below this number are short forms of English names; the others are spellings of one name."""


@lru_cache(maxsize=1)
def _class_numbers() -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, forms in enumerate(
        _classes(ENGLISH)
        + _classes(SLAVIC)
        + _classes(ARABIC)
        + _classes(HISPANIC)
        + _classes(WESTERN)
        + _classes(OTHER)
    ):
        for form in forms:
            numbers.setdefault(form, set()).add(number)
    return {form: frozenset(found) for form, found in numbers.items()}


@lru_cache(maxsize=1)
def _arabic_forms() -> frozenset[str]:
    return frozenset(ARABIC.replace(";", " ").split())


NO_CLASS: frozenset[int] = frozenset()


def given_name_classes(token: str) -> frozenset[int]:
    """Numbers of the classes that a folded token belongs to; none when it is not a listed given name."""
    return _class_numbers().get(token, NO_CLASS)


def is_given_name(token: str) -> bool:
    """True when a folded token is a listed given name."""
    return token in _class_numbers()


@lru_cache(maxsize=1)
def _western_forms() -> frozenset[str]:
    return frozenset(";".join((ENGLISH, HISPANIC, WESTERN)).replace(";", " ").split())


@lru_cache(maxsize=1)
def _hispanic_forms() -> frozenset[str]:
    return frozenset(HISPANIC.replace(";", " ").split())


def is_western_given_name(token: str) -> bool:
    """True when a folded token is a listed name of Western Europe or the Americas, whose spelling does not float."""
    return token in _western_forms()


def is_hispanic_given_name(token: str) -> bool:
    """True when a folded token is a listed Spanish or Portuguese given name: two surnames follow it, or one."""
    return token in _hispanic_forms()


@lru_cache(maxsize=1)
def _slavic_forms() -> frozenset[str]:
    return frozenset(SLAVIC.replace(";", " ").split())


def is_slavic_given_name(token: str) -> bool:
    """True when a folded token is a listed given name of the Slavic languages or their neighbours."""
    return token in _slavic_forms()


def is_arabic_given_name(token: str) -> bool:
    """True when a folded token is a listed given name of the Arabic, Persian or Urdu lists."""
    return token in _arabic_forms()
