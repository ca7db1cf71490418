//! mysqldump in CP949 (`euckr`), column names shortened as in old systems.

use std::fmt::Write;

use crate::korea::claims::Incident;

use super::{Numbers, Row};

pub(super) fn write(incident: &Incident, claims: &[u32]) -> String {
    let mut out = String::from(
        "-- MySQL dump 10.11\n--\n-- Host: localhost    Database: wap_dispatch\n\
         -- ------------------------------------------------------\n/*!40101 SET NAMES euckr */;\n\n\
         DROP TABLE IF EXISTS `tb_accident`;\nCREATE TABLE `tb_accident` (\n  `seq` int(11) NOT NULL auto_increment,\n  \
         `accept_no` varchar(16) NOT NULL COMMENT '접수번호',\n  `policy_no` varchar(16) default NULL COMMENT '증권번호',\n  \
         `acdt_dt` datetime default NULL COMMENT '사고일시',\n  `acdt_place` varchar(100) default NULL COMMENT '사고장소',\n  \
         `car_no` varchar(12) default NULL COMMENT '차량번호',\n  `insd_nm` varchar(20) default NULL COMMENT '피보험자명',\n  \
         `insd_jumin` varchar(14) default NULL COMMENT '피보험자 주민번호',\n  `insd_hp` varchar(14) default NULL COMMENT \
         '피보험자 휴대폰',\n  `drv_nm` varchar(20) default NULL COMMENT '운전자명',\n  `drv_jumin` varchar(14) default NULL \
         COMMENT '운전자 주민번호',\n  `drv_hp` varchar(14) default NULL COMMENT '운전자 휴대폰',\n  `drv_rel` varchar(10) default \
         NULL COMMENT '관계',\n  `memo` varchar(500) default NULL COMMENT '처리내용',\n  PRIMARY KEY  (`seq`)\n\
         ) ENGINE=MyISAM DEFAULT CHARSET=euckr;\n\nLOCK TABLES `tb_accident` WRITE;\n",
    );
    for (chunk, part) in claims.chunks(300).enumerate() {
        out.push_str("INSERT INTO `tb_accident` VALUES ");
        for (at, claim) in part.iter().enumerate() {
            let mut row = Row::new(incident, *claim, Numbers::Masked, "-");
            row.shorten_driver(incident, *claim);
            let comma = if at > 0 { "," } else { "" };
            _ = write!(
                out,
                "{comma}({},'{}','{}','{} {}:00'",
                chunk * 300 + at + 1,
                row.number,
                row.policy,
                row.date,
                row.time
            );
            let [insured, driver] = &row.people;
            let cells = [&row.place, &row.plate].into_iter().chain(insured).chain(driver).map(String::as_str);
            for cell in cells.chain([row.relation, &row.memo]) {
                match cell {
                    "" => out.push_str(",NULL"),
                    cell => _ = write!(out, ",'{cell}'"),
                }
            }
            out.push(')');
        }
        out.push_str(";\n");
    }
    out.push_str("UNLOCK TABLES;\n\n-- Dump completed on 2010-07-01 03:10:55\n");
    out
}
