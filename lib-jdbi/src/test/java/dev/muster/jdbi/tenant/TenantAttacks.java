package dev.muster.jdbi.tenant;

import static dev.muster.jdbi.tenant.SqlSyntax.H2;
import static dev.muster.jdbi.tenant.SqlSyntax.MARIADB;
import static dev.muster.jdbi.tenant.SqlSyntax.POSTGRESQL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that try to reach table {@code note}, and others that don't. */
final class TenantAttacks {
  private static final Pattern NAMED = Pattern.compile(":([a-z_]+)");

  /** Each reaches {@code note}, or may, without a scope. */
  static final List<Text> WITHOUT_SCOPE =
      List.of(
          of("select * from note"),
          of("SELECT * FROM NOTE"),
          of("select * from Note n"),
          of("select*from/**/note"),
          of("select * from\nnote"),
          of("select * from\u00a0note"),
          of("select * from note;"),
          of("select * from other, note"),
          of("select * from other,note where 1=1"),
          of("select * from other o join note n on n.id = o.id"),
          of("select * from other cross join note"),
          of("select * from (note)"),
          of("select * from app.note"),
          of("select * from app . note"),
          of("select * from db.app.note"),
          of("select * from other where id in (select id from note)"),
          of("select (select count(*) from note)"),
          of("select exists(select 1 from note)"),
          of("with x as (select * from note) select * from x"),
          of("with note as (select 1) select * from note"),
          of("table note"),
          of("(table note)"),
          of("values (1) union all table note"),
          of("select 1 union select text from note"),
          of("select 1 except select text from note"),
          of("select 1from note"),
          of("select note.text from note"),
          of("select note.* from note"),
          of("select 'it''s' from note"),
          of("select ''from note where ''=''"),
          of("select * from other; delete from note"),
          of("select 1;;;\n;update note set text = ''"),
          of("insert into note (organization_id, text) values (1, 'x')"),
          of("insert into note select * from other"),
          of("insert into other select * from note"),
          of("update note set text = 'x'"),
          of("update other set text = (select max(text) from note)"),
          of("delete from note"),
          of("delete from other where id in (select id from note)"),
          of("truncate table note"),
          of("truncate note"),
          of("drop table note"),
          of("drop table if exists other, note cascade"),
          of("alter table note add x integer"),
          of("create table copy as select * from note"),
          of("create table copy as table note"),
          of("create view v as select * from note"),
          of("create index i on note (text)"),
          of("grant select on note to public"),
          of("lock table note"),
          of("explain select * from note"),
          of("explain analyze delete from note"),
          of("merge into note using other on (1 = 1) when matched then delete"),
          of("call p((select max(text) from note))"),
          of("select * from other -- note\n, note"),
          of("select /* ' */ * from note /* ' */"),
          of("select /* /* */ * from note"),
          of("select /* /* */ */ * from note"),
          of("select * from \"note"),
          of("select * from other where x = 'note"),
          of("select * from other /* note"),
          of("select * from other -- \r , note\n"),
          of("execute immediate 'select * from no' || 'te'"),
          of("create function f() returns integer return (select 1)"),
          of("create trigger t before insert on other for each row call \"x\""),
          // Names in quotes.
          of(POSTGRESQL, "select * from \"note\""),
          of(POSTGRESQL, "select * from \"NOTE\""),
          of(POSTGRESQL, "select * from \"app\".\"note\""),
          of(POSTGRESQL, "select 1 as \"x\"\"\", 2 from note -- \""),
          of(H2, "select * from \"NOTE\""),
          of(H2, "select * from `note`"),
          of(H2, "select * from [note]"),
          of(MARIADB, "select * from `note`"),
          of(MARIADB, "select * from `app`.`note`"),
          of(MARIADB, "select * from `Note` n"),
          of(MARIADB, "select * from .note"),
          of(MARIADB, "select * from `#mysql50#note`"),
          of(MARIADB, "select 1 as `x```, 2 from note # `"),
          of(MARIADB, "select * from \"note\""),
          // Letters that fold to others.
          of(H2, "select * from \u017feat"),
          // Unicode escapes.
          of(POSTGRESQL, "select * from U&\"n\\006fte\""),
          of(POSTGRESQL, "select * from u&\"n!006fte\" uescape '!'"),
          of(H2, "select * from U&\"N\\004fTE\""),
          // Where a string ends.
          of(POSTGRESQL, "select E'\\'' , text from note -- '"),
          of(POSTGRESQL, "select '\\' , text from note -- '"),
          of(POSTGRESQL, "select '\\'' , text from note -- '"),
          of(POSTGRESQL, "select $$ ' $$ , text from note -- '"),
          of(POSTGRESQL, "select $a$ $$ $a$ , text from note -- $$"),
          of(POSTGRESQL, "select $q$ never ends"),
          of(MARIADB, "select '\\'' , text from note -- '"),
          of(MARIADB, "select '\\' , text from note -- '"),
          of(MARIADB, "select \"'\" , text from note -- '"),
          of(MARIADB, "select \"\\\"\" , text from note -- \""),
          of(MARIADB, "select '\"' , text from note -- \""),
          of(H2, "select '\\' , text from note -- '"),
          of(H2, "select $$ ' $$ , text from note -- '"),
          of(H2, "select ($$ , text from note --$$"),
          // Comments that are none, and code that looks like one.
          of(MARIADB, "select * from other /*!50000 , note */"),
          of(MARIADB, "select * from other /*M!100100 , note */"),
          of(MARIADB, "select 1 --1 from note"),
          of(MARIADB, "select * from other # x\n, note"),
          of(POSTGRESQL, "select 1 # 2 from note"),
          of(H2, "select * from other // x\n, note"),
          // A string in escapes goes on after a line's end, also where it follows a number.
          of(POSTGRESQL, "select '\\' as \"'\", E'a'\n'\\'' , text from note -- '"),
          of(POSTGRESQL, "select '\\' as \"'\", E'a' -- x\n'\\'' , text from note -- '"),
          of(POSTGRESQL, "select '\\' as \"'\" from x where y = 1E'\\'' , text from note -- '"),
          of(MARIADB, "select 1 --\u007f '\n , text from note -- '"),
          of(MARIADB, "select * from \u0130nvo\u0130ce"),
          of(MARIADB, "set statement max_statement_time=1 for prepare s from 'select * from x'"),
          of(POSTGRESQL, "select * from crosstab2('select * from no' || 'te')"),
          // Programs in a text.
          of(POSTGRESQL, "do $$ begin delete from note; end $$"),
          of(POSTGRESQL, "do 'begin delete from no' 'te; end'"),
          of(POSTGRESQL, "select query_to_xml('select * from no' || 'te', true, true, '')"),
          of(POSTGRESQL, "select table_to_xml('note', true, true, '')"),
          of(POSTGRESQL, "select \"query_to_xml\" ('select * from x', true, true, '')"),
          of(POSTGRESQL, "prepare p as select * from other"),
          of(POSTGRESQL, "execute p"),
          of(POSTGRESQL, "copy note to stdout"),
          of(POSTGRESQL, "copy (select * from note) to stdout"),
          of(POSTGRESQL, "select * from only note"),
          of(POSTGRESQL, "select * from note*"),
          of(POSTGRESQL, "declare c cursor for table note"),
          of(POSTGRESQL, "with d as (delete from note returning *) select * from d"),
          of(POSTGRESQL, "select x::note from other x"),
          of(MARIADB, "prepare s from 'select * from note'"),
          of(MARIADB, "handler other open"),
          of(MARIADB, "replace into note values (1)"),
          of(MARIADB, "load data infile 'x' into table note"),
          of(MARIADB, "show columns from note"),
          of(MARIADB, "delete n from other o join note n"),
          of(H2, "merge into note key (id) values (1)"),
          of(H2, "call csvwrite('x', 'select * from no' || 'te')"),
          of(H2, "script to 'x'"));

  /** Each names {@code note} with the parameters of a scope, and yet doesn't stay in it. */
  static final List<Text> IN_SCOPE =
      List.of(
          of("select * from note"),
          of("select :tenant_organization from note"),
          of("select * from note where organization_id = 'org_2'"),
          of("select * from note where organization_id = :organization"),
          of("select * from note where organization_id <> :tenant_organization"),
          of("select * from note where organization_id >= :tenant_organization"),
          of("select * from note where not organization_id = :tenant_organization"),
          of("select * from note where not (organization_id = :tenant_organization)"),
          of("select * from note where organization_id = :tenant_organization is not true"),
          of("select * from note where organization_id = :tenant_organization or 1 = 1"),
          of("select * from note where id = :id or organization_id = :tenant_organization"),
          of("select * from note where organization_id is not distinct from :tenant_organization"),
          of("select * from note where text = :tenant_organization"),
          of("select * from note where coalesce(organization_id = :tenant_organization, true)"),
          of("select organization_id = :tenant_organization from note"),
          of("select * from note -- where organization_id = :tenant_organization"),
          of("select * from note where text = 'organization_id = :tenant_organization'"),
          of("select * from note where organization_id = :tenant_organization union table note"),
          of(
              "select * from note where organization_id = :tenant_organization"
                  + " and id in (select id from note)"),
          of("delete from note where organization_id = :tenant_organization; delete from note"),
          of("update note set text = :text where id = :id"),
          of("update note set organization_id = :tenant_organization where id = :id"),
          of("update note set organization_id = :tenant_organization"),
          of("update note set (organization_id, text) = (:tenant_organization, :text)"),
          of(
              "update note set organization_id = :other"
                  + " where organization_id = :tenant_organization"),
          of("update note set x = a is distinct from b, organization_id = :tenant_organization"),
          of("insert into note values (:tenant_organization, :tenant_user, :text)"),
          of("insert into note (organization_id, text) values (:tenant_organization, :text)"),
          of(
              "insert into note (organization_id, user_id, text)"
                  + " values (:other, :tenant_user, :tenant_organization)"),
          of(
              "insert into note (organization_id, user_id) values"
                  + " (:tenant_organization, :tenant_user), ('org_2', null)"),
          of(
              "insert into note (organization_id, user_id)"
                  + " select :tenant_organization, :tenant_user union select 'org_2', null"),
          of(
              "insert into note (organization_id, user_id)"
                  + " select organization_id, user_id from other"),
          of(
              "insert into note (organization_id, user_id, text)"
                  + " select :tenant_organization, :tenant_user, text from note"),
          of(
              "insert into note (id, organization_id, user_id) values (:id, :tenant_organization,"
                  + " :tenant_user) on conflict (id) do update set text = 'x'"),
          of(
              "insert into note (id, organization_id, user_id) values (:id, :tenant_organization,"
                  + " :tenant_user) on duplicate key update text = 'x'"),
          of(
              "replace into note (id, organization_id, user_id)"
                  + " values (:id, :tenant_organization, :tenant_user)"),
          of("merge into note using other on organization_id = :tenant_organization"),
          of("select * from note where user_id = :tenant_user"),
          of(
              "select * from note where organization_id = :tenant_organization"
                  + " or user_id = :tenant_user"),
          of("drop table note -- :tenant_organization"),
          of("truncate note"),
          of("select * from note where not (id = 1 and organization_id = :tenant_organization)"),
          of(
              "select * from note where id = 1 or id = 2 and organization_id = :tenant_organization"),
          of(
              "select * from note where (id = 1 and organization_id = :tenant_organization) or id = 2"),
          of(
              "select * from note where organization_id = :tenant_organization and id = 1 or id = 2"),
          of(
              "select * from note where coalesce(id = 1 and organization_id = :tenant_organization, 1)"),
          of("select *, id = 1 and organization_id = :tenant_organization from note"),
          of("select * from note having organization_id = :tenant_organization"),
          of("select * from note order by id, (organization_id = :tenant_organization)"),
          of("select count(*) filter (where organization_id = :tenant_organization) from note"),
          of("select * from note n, seat s where s.organization_id = :tenant_organization"),
          of("select * from note n, other o where o.organization_id = :tenant_organization"),
          of(
              "select * from note n join other o on o.id = n.id"
                  + " and o.organization_id = :tenant_organization"),
          of(
              "select * from note n join note m on n.id = m.id"
                  + " where n.organization_id = :tenant_organization"
                  + " and n.organization_id = :tenant_organization"),
          of(
              "select * from note where id in (select note_id from other"
                  + " where organization_id = :tenant_organization)"),
          of(
              "select * from note where exists (select 1 from note"
                  + " where organization_id = :tenant_organization"
                  + " and organization_id = :tenant_organization)"),
          of(
              "select * from note n left join other o on o.id = n.id"
                  + " and n.organization_id = :tenant_organization"),
          of(
              "select * from other o right join note n on o.id = n.id"
                  + " and n.organization_id = :tenant_organization"),
          of(
              "select * from note n, other x join member m on x.id = m.id"
                  + " and organization_id = :tenant_organization"),
          of(
              "select * from other o full outer join note n on o.id = n.id"
                  + " and n.organization_id = :tenant_organization"),
          of(
              "select * from note where (organization_id = :tenant_organization"
                  + " or organization_id is null and user_id = :tenant_user or id = 1)"),
          of(
              "select * from note where (organization_id = :tenant_organization"
                  + " or organization_id is null and id = 1 and user_id = :tenant_user)"),
          of(
              "select * from note where id = 1 or organization_id is null"
                  + " and user_id = :tenant_user and organization_id = :tenant_organization"),
          of(
              "update note set text = 'x' from other o"
                  + " where o.organization_id = :tenant_organization"),
          of("delete from note using other o where o.organization_id = :tenant_organization"),
          of("select * from note where (organization_id = :tenant_organization) is not true"),
          of("select * from note where (organization_id = :tenant_organization) = false"),
          of(
              "select * from note where (id = 1 and organization_id = :tenant_organization) is false"),
          of(
              "select * from note where (organization_id = :tenant_organization and id = 1, 1) is not null"),
          of("select * from note where ((organization_id = :tenant_organization)) <> (1 = 1)"),
          of(
              "select * from note where case when id = 1 and organization_id = :tenant_organization and id = 2 then false else true end"),
          of(
              "select * from note where flag between false and (organization_id = :tenant_organization)"),
          of("select * from note where id between 0 and organization_id = :tenant_organization"),
          of(
              "select * from note where flag between false and (id = 1 and organization_id = :tenant_organization and id = 1)"),
          of(
              "select * from note where array[id = 1 and organization_id = :tenant_organization and id = 1] is not null"),
          of("select distinct on (n.organization_id = :tenant_organization) limit from note n"),
          of("select distinct on (n.organization_id = :tenant_organization) * from note n"),
          of("select distinct on (n.organization_id = :tenant_organization) set from note n"),
          of(
              "select * from note where (organization_id = :tenant_organization or organization_id is null and id = 1)"),
          of(
              "select * from note where (organization_id = :tenant_organization or organization_id is null and 1 = 1 and id = 1)"),
          of(
              "select * from note where (organization_id = :tenant_organization or organization_id is null and user_id = :tenant_user is not true)"),
          of(
              "select * from note where (organization_id = :tenant_organization or organization_id is null and user_id = :tenant_user::text is not true)"),
          of(
              "select * from note where (organization_id = :tenant_organization or organization_id is null and user_id = 'user_2')"),
          of(
              "select * from note n, note m where (n.organization_id = :tenant_organization or m.organization_id is null and m.user_id = :tenant_user) and m.organization_id = :tenant_organization"),
          of("select * from note where organization_id = :tenant_organization::text is not true"),
          of("select * from note where (organization_id = :tenant_organization)::text = 'false'"),
          of(
              "update note set text = (select max(text) from other), organization_id = 'org_2' where organization_id = :tenant_organization"),
          of(
              "update note set text = substring(text from 2), organization_id = 'org_2' where organization_id = :tenant_organization"),
          of(
              "update note set text = trim(both from text), (organization_id) = row('org_2') where organization_id = :tenant_organization"),
          of(
              "insert note (organization_id, user_id) select 'org_2', null from other where organization_id = :tenant_organization"),
          of(
              "insert low_priority into note (organization_id, user_id) select 'org_2', null from other where organization_id = :tenant_organization"),
          of(
              "insert into note (id, organization_id, user_id, text, x) select o.*, :tenant_organization, :tenant_user from other o"),
          of(
              "insert into note (id, organization_id, user_id) select *, :tenant_organization, :tenant_user from other o"),
          of(
              "insert into note (id, text, organization_id, user_id) select array[1, 2], :tenant_organization, :tenant_user, 'user_2'"),
          of(
              "insert into note (id, text, organization_id, user_id) values (array[1, 2], :tenant_organization, :tenant_user, 'user_2')"),
          of("select * into note from other where organization_id = :tenant_organization"),
          of(
              "select * from app.note, b.note where app.note.organization_id = :tenant_organization and app.note.organization_id = :tenant_organization"),
          of(
              "select * from note, account where organization_id = :tenant_organization and organization_id = :tenant_organization"),
          of(
              "select * from note n, account where n.organization_id = :tenant_organization and organization_id = :tenant_organization"),
          of(
              "select * from note where id in (select id from account where organization_id = :tenant_organization) and organization_id = :tenant_organization"),
          of("select * from note n left join (n o) on n.organization_id = :tenant_organization"),
          of(
              "select * from note n left join lateral n (1) o on n.organization_id = :tenant_organization"),
          of(
              "select * from note as n (id, text, organization_id) where n.organization_id = :tenant_organization"),
          of(
              MARIADB,
              "select * from note where organization_id = :tenant_organization and id || 1"),
          of(MARIADB, "select * from note where id xor organization_id = :tenant_organization"),
          of(MARIADB, "select * from note where organization_id <=> :tenant_organization"),
          of(POSTGRESQL, "select * from note where organization_id = any(:tenant_organization)"));

  /** Each stays in the scope. */
  static final List<Text> SCOPED =
      List.of(
          of("select * from note where organization_id = :tenant_organization"),
          of("select * from note n where n.organization_id=:tenant_organization and n.id = :id"),
          of("select * from note where :tenant_organization = organization_id order by id"),
          of("select * from NOTE where (ORGANIZATION_ID = :tenant_organization) limit 1"),
          of(
              "select n.text from note n join note m on m.id = n.parent"
                  + " and m.organization_id = :tenant_organization"
                  + " where n.organization_id = :tenant_organization"),
          of(
              "update note set text = :text where id = :id and organization_id = :tenant_organization"),
          of("delete from note where organization_id = :tenant_organization and id = :id;"),
          of(
              "select * from other o left join note n on n.id = o.id"
                  + " and n.organization_id = :tenant_organization"),
          of(
              "select * from other where exists (select 1 from note as n"
                  + " where (n.id = 1 or n.id = 2) and n.organization_id = :tenant_organization)"),
          of(
              "select * from note where organization_id = :tenant_organization"
                  + " union select * from note where organization_id = :tenant_organization"),
          of(
              "update note set text = o.text from other o"
                  + " where note.id = o.id and note.organization_id = :tenant_organization"),
          of(
              "select * from note where id between 1 and 2 and organization_id = :tenant_organization"),
          of(
              "select case when id = 1 then 2 end from note where (id = 1) and organization_id = :tenant_organization"),
          of(
              "select * from note where (id = 1 or id = 2) and (organization_id = :tenant_organization)"),
          of(
              "select * from note where tags = array['a', 'b'] and organization_id = :tenant_organization"),
          of(
              "update note set text = (select max(text) from note m where m.organization_id = :tenant_organization) where organization_id = :tenant_organization"),
          of(
              "update note set text = substring(text from 2), id = 1 where organization_id = :tenant_organization"),
          of(
              "select * from note n, account a where n.organization_id = :tenant_organization and a.org_id = :tenant_organization"),
          of(
              "select * from note n, account a where organization_id = :tenant_organization and org_id = :tenant_organization"),
          of(
              "select count(*) from note where organization_id = :tenant_organization and id in (select 1 union select 2)"),
          of(
              POSTGRESQL,
              "select * from note where organization_id = :tenant_organization::varchar(255) and 1 = 1"),
          of(POSTGRESQL, "select a || b from note where organization_id = :tenant_organization"),
          of(
              "with mine as (select * from note where organization_id = :tenant_organization)"
                  + " select * from mine"));

  /** Each stays in the scope of either kind. */
  static final List<Text> SCOPED_FOR_BOTH =
      List.of(
          of(
              "select * from note n where (n.organization_id = :tenant_organization"
                  + " or n.organization_id is null and :tenant_user = n.user_id)"),
          of(
              "insert into note (organization_id, user_id, id)"
                  + " select :tenant_organization, :tenant_user, count(*) from other"),
          of(
              "select * from note where (organization_id = :tenant_organization"
                  + " or organization_id is null and user_id = :tenant_user) and id = :id"),
          of(
              "delete from note n where (n.organization_id = :tenant_organization"
                  + " or n.organization_id is null and n.user_id = :tenant_user)"),
          of(
              "insert into note (id, organization_id, user_id, text)"
                  + " values (:id, :tenant_organization, :tenant_user, :text)"),
          of(
              "insert into app.note (user_id, organization_id)"
                  + " values (:tenant_user, :tenant_organization),"
                  + " (:tenant_user, :tenant_organization)"),
          of(
              "insert into note (organization_id, user_id, text)"
                  + " select :tenant_organization, :tenant_user, max(text) from other"),
          of(
              "insert into note (id, organization_id, user_id) values (:id, :tenant_organization,"
                  + " :tenant_user) on conflict do nothing"));

  /** None reaches {@code note}. */
  static final List<Text> INNOCENT =
      List.of(
          of("select 1"),
          of("select * from notes"),
          of("select * from notebook n"),
          of("select * from my_note"),
          of("select 'note' as kind from other"),
          of("select * from other where kind = 'select * from note'"),
          of("select * from other -- note"),
          of("select * from other /* from note */"),
          of("select text as note from other"),
          of("select * from information_schema.tables where table_name = 'note'"),
          of("insert into other (text) values (:note)"),
          of("update other set text = 'note; delete from note'"),
          of("delete from other where text like '%note%'"),
          of("create table notebook (id integer)"),
          of(POSTGRESQL, "select $$x$$, '{}'::jsonb ?? 'note'"),
          of(POSTGRESQL, "select * from other where text like :x escape '\\'"),
          of(POSTGRESQL, "select E'it\\'s a note'"),
          of(H2, "select * from other where text like :x escape '\\'"),
          of(MARIADB, "select 'it\\'s a note' from other"),
          of(MARIADB, "select * from other # note\n"));

  private TenantAttacks() {}

  /** A text of some databases, as JDBI hands it on. */
  record Text(List<SqlSyntax> syntaxes, String sql, List<String> parameters) {
    @Override
    public String toString() {
      return sql;
    }
  }

  private static Text of(String sql) {
    return of(Arrays.asList(SqlSyntax.values()), sql);
  }

  private static Text of(SqlSyntax syntax, String sql) {
    return of(List.of(syntax), sql);
  }

  private static Text of(List<SqlSyntax> syntaxes, String sql) {
    List<String> names = new ArrayList<>();
    String kept = sql.replace("::", "\0");
    Matcher named = NAMED.matcher(kept);
    StringBuilder text = new StringBuilder();
    while (named.find()) {
      // As JDBI does: not in a comment, nor in a string.
      boolean hidden = kept.lastIndexOf("--", named.start()) >= 0 || quoted(kept, named.start());
      if (!hidden) {
        names.add(named.group(1));
      }
      named.appendReplacement(text, hidden ? Matcher.quoteReplacement(named.group()) : "?");
    }
    named.appendTail(text);
    return new Text(syntaxes, text.toString().replace("\0", "::"), List.copyOf(names));
  }

  private static boolean quoted(String sql, int at) {
    return sql.substring(0, at).chars().filter(c -> c == '\'').count() % 2 == 1;
  }
}
